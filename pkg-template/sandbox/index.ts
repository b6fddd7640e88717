/**
 * An Alloy of one's own, to try things on and to test against: in memory, in both dialects, as a `fetch`.
 *
 * @module alloy-connectivity/sandbox
 */

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
  SandboxInvalidity,
  SandboxJournal,
  SandboxOptions,
  SandboxProvider,
  SandboxRandomFaults,
  SandboxStatusFault,
} from "./types.js";

/**
 * Makes an embedded Alloy: its routes in both dialects, its OAuth consent, a Notion, a Slack, a Mailgun (which takes
 * a key) and a HubSpot (a CRM), all in memory.
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

  const invalidate: Sandbox["invalidate"] = (credentialId, reason) => {
    const credential = world.state.credentials.get(String(credentialId));
    if (!credential) throw new TypeError(`credentialId: there is no credential ${credentialId}`);
    if (reason !== "expired" && reason !== "revoked") {
      throw new TypeError('reason must be "expired" or "revoked"');
    }
    world.state.credentials.invalidate(credential, reason);
  };

  return {
    apiKey: settings.apiKey,
    userId: settings.users[0],
    get users() {
      return world.state.users.list().map(({ id }) => id);
    },
    dialect: settings.dialect,
    fetch,
    consent,
    invalidate,
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
