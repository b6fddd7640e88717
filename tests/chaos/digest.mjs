/**
 * The part of a sandbox's journal that tells which call did what, in the order of arrival.
 *
 * @param {import("../../pkg/sandbox/index.js").SandboxJournal} journal
 */
export function digest({ requests, effects }) {
  const callOf = new Map(requests.map(({ requestId, body }) => [requestId, nameIn(body)]));
  return {
    requests: requests.map(({ requestId, fault }) => ({
      call: callOf.get(requestId),
      requestId,
      fault: fault ?? null,
    })),
    effects: effects.map(({ requestId }) => ({ call: callOf.get(requestId) ?? null })),
  };
}

// A write posts its name, a read looks for it.
const nameIn = (body) => body?.parameters?.text ?? body?.parameters?.query ?? null;
