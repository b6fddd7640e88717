import { createAlloyHandler, type AlloyHandler } from "alloy-connectivity/worker";
import { json, jsonLines, nothing, problem } from "./answers.js";
import { EventStream } from "./event-stream.js";
import { guideFlow } from "./flow.js";
import type { VisitorSandbox } from "./sandbox.js";
import { serviceOf, type Environment, type Service } from "./service.js";
import { StepRecorder } from "./steps.js";

/** What may be connected and used here, unless ALLOY_CONNECTORS names others. */
const CONNECTORS = "notion,slack,hubspot,mailgun";

/** What a visitor's requests are answered with: made by the first of them, and anew after a reset. */
interface Desk {
  /** What browsers see. */
  readonly origin: string;
  readonly service: Service;
  readonly alloy: AlloyHandler;
}

interface Call extends Desk {
  readonly request: Request;
}

type Route = (call: Call) => Response | Promise<Response>;

/**
 * All that one visitor sees: his sandbox, the client that speaks to it, the handler in front of that, and what is
 * told of them. A Durable Object, because Cloudflare may run the Worker itself in many places at once, while there
 * is one of this: whatever the visitor asks, meets the same memory. It lasts as long as the object is awake.
 */
export class Visitor {
  readonly #environment: Environment;
  readonly #seed: string;
  readonly #events = new EventStream();
  #desk: Desk | undefined;

  constructor(state: { readonly id: object }, environment: Environment) {
    this.#environment = environment;
    this.#seed = String(state.id);
  }

  async fetch(request: Request): Promise<Response> {
    const { origin, pathname } = new URL(request.url);
    // Cloudflare hands a Worker only what was sent to hosts that are routed to it, so their name may be believed.
    this.#desk ??= this.#open(this.#environment.PUBLIC_ORIGIN || origin);
    const { alloy, service } = this.#desk;
    if (pathname.startsWith("/alloy/")) return alloy(request);
    // The consent page, at the address that the sandbox gives out. Alloy's own is not here.
    if (pathname.startsWith("/api/strategy/") && service.sandbox) {
      return service.sandbox.answer(request);
    }
    if (!isOwnPage(request, this.#desk)) {
      return problem("Only this Worker's own page may ask.", 403);
    }
    const route = this.#routes(service)[`${request.method} ${pathname}`];
    if (!route) return problem(`There is nothing at ${request.method} ${pathname}.`, 404);
    try {
      return await route({ ...this.#desk, request });
    } catch (error) {
      const isTheirs = error instanceof TypeError || error instanceof SyntaxError;
      return problem(error, isTheirs ? 400 : 502);
    }
  }

  #open(origin: string): Desk {
    const environment = this.#environment;
    const service = serviceOf(environment, origin, this.#seed);
    const alloy = createAlloyHandler({
      client: () => service.client({ observe: this.#events.push }),
      // Who this is, the visitor's cookie has said: everybody has an object of his own, and no other way into it.
      authenticate: () => ({ userId: service.userId }),
      publicOrigin: origin,
      // Without one of its own, a flow is good for as long as this object is awake, and its sandbox with it.
      stateKeys: [environment.ALLOY_STATE_KEY || crypto.randomUUID()],
      store: environment.ALLOY_STATES,
      connectors: (environment.ALLOY_CONNECTORS || CONNECTORS).split(/[\s,]+/).filter(Boolean),
    });
    return { origin, service, alloy };
  }

  #routes({ sandbox }: Service): Readonly<Record<string, Route>> {
    return {
      "GET /demo/service": () => json({ alloy: sandbox ? "sandbox" : "live" }),
      "GET /demo/events": ({ request }) => this.#events.open(lastEventOf(request)),
      "POST /demo/flow": runFlow,
      ...(sandbox && this.#sandboxRoutes(sandbox)),
    };
  }

  #sandboxRoutes(sandbox: VisitorSandbox): Record<string, Route> {
    return {
      "GET /demo/faults": () => json(sandbox.faults),
      "PUT /demo/faults": async ({ request }) => {
        sandbox.setFaults(await request.json());
        return json(sandbox.faults);
      },
      "POST /demo/revoke": async ({ request }) => {
        sandbox.revoke((await request.json())?.connectionId);
        return nothing();
      },
      "POST /demo/reset": () => {
        // What the client remembers is of the old one.
        this.#desk = undefined;
        return nothing();
      },
    };
  }
}

/** Whether it is the Worker's own page that asks, or no page at all. */
function isOwnPage({ headers }: Request, { origin }: Desk): boolean {
  return (
    [null, origin].includes(headers.get("origin")) &&
    [null, "none", "same-origin"].includes(headers.get("sec-fetch-site"))
  );
}

/** The last event that the page has seen: the browser names it when it connects again, the page when it is loaded anew. */
function lastEventOf({ headers, url }: Request): string | null {
  return headers.get("last-event-id") ?? new URL(url).searchParams.get("after");
}

function runFlow({ service, origin }: Call): Response {
  const recorder = new StepRecorder(service.fetch);
  const redirectUri = `${origin}/alloy/callback/notion`;
  return jsonLines(recorder.run(guideFlow({ service, recorder, redirectUri })));
}
