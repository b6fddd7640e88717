import { createApp } from "./app.js";
import { settle } from "./settings.js";
import type { Sandbox, SandboxOptions } from "./types.js";
import { World } from "./world.js";

export type {
  JournalEffect,
  JournalEffectKind,
  JournalRequest,
  Sandbox,
  SandboxDialect,
  SandboxFault,
  SandboxFaultName,
  SandboxFaults,
  SandboxJournal,
  SandboxOptions,
  SandboxRandomFaults,
  SandboxStatusFault,
} from "./types.js";

/**
 * Makes an embedded Alloy: its routes in both dialects, its OAuth consent, a Notion and a Slack, all in memory.
 * Making one starts nothing, so that a Worker may do it at module scope.
 *
 * @throws TypeError naming the option that is wrong
 */
export function createSandbox(options?: SandboxOptions): Sandbox {
  const settings = settle(options);
  const world = new World(settings);
  const app = createApp(world);

  const fetch: Sandbox["fetch"] = async (input, init) => {
    const request =
      typeof input === "string" || input instanceof URL ? new Request(input, init) : input;
    return untilAborted(request.signal, async () => app.fetch(request));
  };

  const consent: Sandbox["consent"] = async (oauthUrl, decision = "allow") => {
    const answer = await fetch(oauthUrl, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams({ decision }),
    });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.error?.message ?? body.message);
    return body.redirectTo;
  };

  return {
    apiKey: settings.apiKey,
    userId: settings.users[0],
    users: settings.users,
    dialect: settings.dialect,
    fetch,
    consent,
    journal: world.journal,
    faults: world.faults,
    reset: () => world.reset(),
  };
}

/** As `fetch` has it: rejects with the signal's reason, whatever has become of the request. */
async function untilAborted<Answer>(
  signal: AbortSignal | undefined,
  work: () => Promise<Answer>,
): Promise<Answer> {
  signal?.throwIfAborted();
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal?.reason);
  });
  signal?.addEventListener("abort", abort);
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}
