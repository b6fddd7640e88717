// The demo Worker. It holds the key, so that the page need not know it, and the page talks to it alone.
import { AlloyValidationError } from "alloy-connectivity";
import { json, jsonLines, problem } from "./answers.js";
import {
  beginConnection,
  ConnectionRefused,
  finishConnection,
  type PendingConnection,
} from "./connect.js";
import { guideFlow } from "./flow.js";
import { sandboxOf } from "./sandbox.js";
import { serviceOf, type Environment, type Service } from "./service.js";
import { StepRecorder } from "./steps.js";

export { Sandbox } from "./sandbox.js";

interface Call {
  readonly request: Request;
  readonly url: URL;
  readonly environment: Environment;
  readonly service: Service;
}

type Route = (call: Call) => Response | Promise<Response>;

const ROUTES: Readonly<Record<string, Route>> = {
  "GET /callback": ({ environment, url }) => environment.ASSETS.fetch(new URL("/", url)),
  "GET /api/service": ({ service }) => json({ isSandbox: service.isSandbox }),
  "GET /api/connections": listConnections,
  "POST /api/connect": connect,
  "POST /api/callback": takeCallback,
  "POST /api/flow": runFlow,
};

const CALLERS_FAULTS = [ConnectionRefused, AlloyValidationError, SyntaxError];

export default {
  async fetch(request: Request, environment: Environment): Promise<Response> {
    const url = new URL(request.url);
    if (!isPlaceOfOurs(url)) return problem("This Worker does not go by that name.", 403);
    const service = serviceOf(environment, url.origin);
    // The consent page, at the address that the sandbox gives out. Alloy's own is not here.
    if (service.isSandbox && url.pathname.startsWith("/api/strategy/")) {
      return sandboxOf(environment).fetch(request);
    }
    if (!isOwnPage(request, url)) return problem("Only this Worker's own page may ask.", 403);
    const route = ROUTES[`${request.method} ${url.pathname}`];
    if (!route) return problem(`There is nothing at ${request.method} ${url.pathname}.`, 404);
    try {
      return await route({ request, url, environment, service });
    } catch (error) {
      const isTheirs = CALLERS_FAULTS.some((kind) => error instanceof kind);
      return problem(error, isTheirs ? 400 : 502);
    }
  },
};

// The key works for whoever gets in here, so other sites' pages must not get in through a visitor's browser:

/** not by a name of theirs that they let resolve to this machine, */
function isPlaceOfOurs({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}

/** and not by sending a form. */
function isOwnPage(request: Request, { origin }: URL): boolean {
  return [null, origin].includes(request.headers.get("origin"));
}

function runFlow({ service, url }: Call): Response {
  const recorder = new StepRecorder(service.fetch);
  const flow = guideFlow({ service, recorder, redirectUri: callbackUrl(url).href });
  return jsonLines(recorder.run(flow));
}

async function connect({ service, url }: Call): Promise<Response> {
  return json(await beginConnection(service, callbackUrl(url)));
}

async function takeCallback({ request, service }: Call): Promise<Response> {
  const { query, pending } = (await request.json()) as {
    query: string;
    pending: PendingConnection | null;
  };
  return json(await finishConnection(service, query, pending));
}

async function listConnections({ service }: Call): Promise<Response> {
  using alloy = service.client();
  return json(await alloy.listConnections());
}

function callbackUrl(url: URL): URL {
  return new URL("/callback", url);
}
