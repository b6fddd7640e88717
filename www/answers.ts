import { AlloyError } from "alloy-connectivity";

/** How a failure is told to the page. */
export interface Problem {
  readonly message: string;
  readonly hint?: string;
}

export function json(body: unknown, status = 200): Response {
  const headers = { ...PRIVATE, "content-type": "application/json" };
  return new Response(JSON.stringify(body), { status, headers });
}

export function nothing(): Response {
  return new Response(null, { status: 204, headers: PRIVATE });
}

export function problem(error: unknown, status: number): Response {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof AlloyError ? error.hint : undefined;
  return json({ message, ...(hint !== undefined && { hint }) } satisfies Problem, status);
}

/** One line of JSON a value, each sent as soon as it is there. */
export function jsonLines(values: AsyncGenerator<unknown>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await values.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
    },
    // Whoever stops reading wants no more of it done.
    async cancel() {
      await values.return(undefined);
    },
  });
  const headers = { ...PRIVATE, "content-type": "application/x-ndjson" };
  return new Response(body, { headers });
}

const PRIVATE = { "cache-control": "no-store", "x-content-type-options": "nosniff" };
