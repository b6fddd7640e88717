import { asConsentPage, asProblemPage } from "../consent-page.js";
import { invalidInput, Refusal } from "../answers.js";
import { decide, pendingGrant } from "../oauth.js";
import { pathParameter, type Call, type Route } from "../route.js";
import type { Grant } from "../state.js";

const PATH = "/api/strategy/connector/{connectorId}/authorize";

/** Alloy's own pages, for the user's browser. */
export const consentRoutes: readonly Route[] = [
  { method: "GET", path: PATH, dialect: "shared", caller: "browser", answer: asked(showPage) },
  { method: "POST", path: PATH, dialect: "shared", caller: "browser", answer: asked(takeDecision) },
];

/** Finds what the page is about; a browser gets a page also when that fails. */
function asked(answer: (call: Call, grant: Grant) => Response | Promise<Response>) {
  return async (call: Call): Promise<Response> => {
    try {
      const query = new URL(call.req.url).searchParams;
      const grant = pendingGrant(call.get("world"), pathParameter(call, "connectorId"), query);
      call.get("entry").userId = grant.userId;
      return await answer(call, grant);
    } catch (error) {
      if (!(error instanceof Refusal) || wantsJson(call)) throw error;
      return asProblemPage(call, error);
    }
  };
}

function showPage(call: Call, grant: Grant): Response | Promise<Response> {
  const { name } = call.get("world").catalogue.connector(grant.connectorId);
  return asConsentPage(call, { connector: name, grant });
}

async function takeDecision(call: Call, grant: Grant): Promise<Response> {
  const { decision } = await call.req.parseBody();
  if (decision !== "allow" && decision !== "deny" && decision !== "renew") {
    throw invalidInput('The decision must be "allow", "deny" or "renew".');
  }
  const redirectTo = decide(call.get("world"), grant, decision, call.get("entry").requestId);
  return wantsJson(call) ? call.json({ redirectTo }) : call.redirect(redirectTo, 302);
}

/** Scripts in a page cannot read a redirect, so they ask for JSON. Browsers never do when they send a form. */
function wantsJson(call: Call): boolean {
  return call.req.header("accept")?.includes("application/json") ?? false;
}
