import { asConsentPage, asProblemPage } from "../consent-page.js";
import { invalidInput, Refusal } from "../answers.js";
import { decide, decline, pendingGrant, undecided } from "../oauth.js";
import { endVisit, givesToken, visit } from "../provider.js";
import { pathParameter, type Call, type Route } from "../route.js";
import type { Grant } from "../state.js";

const PATH = "/api/strategy/connector/{connectorId}/authorize";
const CALLBACK = "/api/strategy/connector/{connectorId}/callback";

/** Alloy's own pages, for the user's browser. */
export const consentRoutes: readonly Route[] = [
  { method: "GET", path: PATH, dialect: "shared", caller: "browser", answer: asked(showPage) },
  { method: "POST", path: PATH, dialect: "shared", caller: "browser", answer: asked(takeDecision) },
  { method: "GET", path: CALLBACK, dialect: "shared", caller: "browser", answer: page(comeBack) },
];

/** Finds what the page is about. */
function asked(answer: (call: Call, grant: Grant) => Response | Promise<Response>) {
  return page((call, connectorId, query) => {
    const grant = pendingGrant(call.get("world"), connectorId, query);
    call.get("entry").userId = grant.userId;
    return answer(call, grant);
  });
}

/** A browser gets a page also when something fails. */
function page(
  answer: (call: Call, connectorId: string, query: URLSearchParams) => Response | Promise<Response>,
) {
  return async (call: Call): Promise<Response> => {
    try {
      const query = new URL(call.req.url).searchParams;
      return await answer(call, pathParameter(call, "connectorId"), query);
    } catch (error) {
      if (!(error instanceof Refusal) || wantsJson(call)) throw error;
      return asProblemPage(call, error);
    }
  };
}

async function showPage(call: Call, grant: Grant): Promise<Response> {
  const world = call.get("world");
  const provider = world.settings.providers.get(grant.connectorId);
  if (provider) {
    return call.redirect(await visit(world, grant, provider, new URL(call.req.url).origin), 302);
  }
  const { name } = world.catalogue.connector(grant.connectorId);
  return asConsentPage(call, { connector: name, grant });
}

async function takeDecision(call: Call, grant: Grant): Promise<Response> {
  if (call.get("world").settings.providers.has(grant.connectorId)) {
    throw invalidInput("The provider itself asks the user.");
  }
  const { decision } = await call.req.parseBody();
  if (decision !== "allow" && decision !== "deny" && decision !== "renew") {
    throw invalidInput('The decision must be "allow", "deny" or "renew".');
  }
  const redirectTo = decide(call.get("world"), grant, decision, call.get("entry").requestId);
  return wantsJson(call) ? call.json({ redirectTo }) : call.redirect(redirectTo, 302);
}

/** Takes the user back from a provider. */
async function comeBack(call: Call, connectorId: string, query: URLSearchParams) {
  const world = call.get("world");
  const ended = endVisit(world, connectorId, query);
  const grant = undecided(ended.grant);
  const entry = call.get("entry");
  entry.userId = grant.userId;
  const error = query.get("error");
  if (error !== null) {
    return call.redirect(decline(grant, error, query.get("error_description") ?? error), 302);
  }
  if (!(await givesToken(ended, query.get("code") ?? ""))) {
    return call.redirect(decline(grant, "server_error", "The provider gave no token"), 302);
  }
  return call.redirect(decide(world, undecided(grant), "allow", entry.requestId), 302);
}

/** Scripts in a page cannot read a redirect, so they ask for JSON. Browsers never do when they send a form. */
function wantsJson(call: Call): boolean {
  return call.req.header("accept")?.includes("application/json") ?? false;
}
