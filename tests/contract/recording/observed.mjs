// A sandbox whose every exchange is checked on its way.
import { Contract } from "../checker/contract.mjs";
import { ASIDE } from "./ledger.mjs";

const CONSENT = /^\/api\/strategy\/connector\/[^/]+\/authorize$/;

/**
 * @param {import("../../../pkg-template/sandbox/types.js").Sandbox} sandbox
 * @param {import("./ledger.mjs").Ledger} ledger
 * @returns what can be served in its place
 */
export function observed(sandbox, ledger) {
  const contract = new Contract(sandbox.dialect);
  return {
    /** @param {Request} request */
    async fetch(request) {
      const url = new URL(request.url);
      const reason = notOfTheApi(request, url);
      if (reason) {
        ledger.setAside(reason);
        return sandbox.fetch(request);
      }
      const { method, headers } = request;
      // What the sandbox reads is gone.
      const copy = request.clone();
      let response = null;
      try {
        response = await sandbox.fetch(request);
        return response;
      } finally {
        const sent = { method, url, headers, body: await textOf(copy) };
        const answer = await ownAnswer(sandbox, ledger, response);
        // Half a request says nothing: its client has left.
        if (sent.body !== null) {
          ledger.enter(contract.check(sent, answer), {
            ...{ method, path: url.pathname },
            ...{ status: response?.status ?? null, isAnswerChecked: answer !== null },
          });
        }
      }
    },
  };
}

function notOfTheApi({ method, headers }, { pathname }) {
  if (method === "OPTIONS" && headers.has("access-control-request-method")) return ASIDE.preflight;
  return CONSENT.test(pathname) && !headers.has("authorization") ? ASIDE.consent : null;
}

/** The answer, unless there was none or it was not the route's own. */
async function ownAnswer({ journal }, ledger, response) {
  if (!response) {
    ledger.setAside(ASIDE.unanswered);
    return null;
  }
  const { status, headers } = response;
  const id = headers.get("x-request-id");
  if (journal.requests.findLast(({ requestId }) => requestId === id)?.fault !== undefined) {
    ledger.setAside(ASIDE.fault);
    return null;
  }
  return { status, headers, body: (await textOf(response.clone())) ?? "" };
}

/** Null when it broke off. */
const textOf = (message) => message.text().catch(() => null);
