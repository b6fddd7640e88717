// The Worker's own routes, beside the handler's: which Alloy there is, and the faults of its sandbox.

export interface Service {
  readonly alloy: "sandbox" | "live";
}

/** How often which fault strikes (0 to 1), and what it comes with. */
export interface Faults {
  readonly rates: Readonly<Record<string, number>>;
  readonly latencyMs: number;
  readonly retryAfter: number;
}

export const NO_FAULTS: Faults = { rates: {}, latencyMs: 0, retryAfter: 1 };

/** What the Worker answered in place of what was asked for, or that it did not answer. */
export class DemoError extends Error {
  override readonly name = "DemoError";

  constructor(
    message: string,
    readonly status?: number,
  ) {
    super(message);
  }
}

export const getService = (signal: AbortSignal) => ask<Service>("GET", "service", { signal });
export const getFaults = (signal: AbortSignal) => ask<Faults>("GET", "faults", { signal });

let lastPut: Promise<unknown> = Promise.resolve();
/** One after another: of two that are under way at once, the former might come last, and stay. */
export function putFaults(faults: Faults): Promise<Faults> {
  const put = () => ask<Faults>("PUT", "faults", { body: JSON.stringify(faults) });
  const answer = lastPut.then(put, put);
  lastPut = answer;
  return answer;
}

/** Has the sandbox refuse a connection from now on, as its user may at the service. */
export const revoke = (connectionId: string) =>
  ask<null>("POST", "revoke", { body: JSON.stringify({ connectionId }) });
export const resetSandbox = () => ask<null>("POST", "reset", {});

async function ask<Answer>(method: string, name: string, init: RequestInit): Promise<Answer> {
  const headers = init.body ? { "content-type": "application/json" } : undefined;
  const [response, text] = await fetch(`/demo/${name}`, {
    method,
    ...init,
    ...(headers && { headers }),
  })
    .then(async (response) => [response, await response.text()] as const)
    .catch((error: unknown) => {
      if (init.signal?.aborted) throw error;
      throw new DemoError("The Worker does not answer.");
    });
  if (response.ok) return (text === "" ? null : JSON.parse(text)) as Answer;
  throw new DemoError(
    messageIn(text) ?? `The Worker answered ${response.status}.`,
    response.status,
  );
}

function messageIn(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { message?: string }).message;
  } catch {
    return undefined;
  }
}
