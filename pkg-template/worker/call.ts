import type { ConnectorId } from "alloy-connectivity";
import { decide, isPlain } from "../core/alloy.js";
import type { AlloyHandlerCall } from "./options.js";
import { heed, malformed, type Refusal } from "./refusal.js";
import type { Mount } from "./settings.js";

const MAX_URL = 16_384;
const NO_QUERY = new URLSearchParams();

/** What a request asks for: made of the parts of it that its route has, of nothing else. */
export interface Call {
  operation: AlloyHandlerCall["operation"] | "callback" | "connected" | "preflight";
  connectorId: ConnectorId;
  actionId: string;
  connectionId: string;
  /** Under which name its answer goes; `-` for none. */
  wrap: string;
  /** The names that its body may have. */
  names: string[];
  query: URLSearchParams;
  /** The origin that may read the answer, where the request came from a listed one. */
  cors?: string;
  /** An action's, as one object, whichever dialect was spoken; or the connector's own fields. */
  parameters?: Record<string, unknown>;
  /** Where the user goes after connecting. */
  returnTo?: string | undefined;
}

/** Reads which call a request is, if it is one that passes. */
export function admit(mount: Mount<any>, request: Request, call: Call): void {
  const { basePath, origins } = mount.settings;
  const { method, url, headers } = request;
  const origin = headers.get("origin") ?? "";
  if (origins.includes(origin)) call.cors = origin;
  if (url.length > MAX_URL) throw malformed("The URL is too long");
  // The path as it was written: what is odd in it is to be seen.
  const [, path = "", query] = /^\w+:\/\/[^/?#]*([^?#]*)\??([^#]*)/.exec(url) ?? [];
  const below = path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : "";
  call.query = query ? new URLSearchParams(query) : NO_QUERY;
  const queried = [...call.query.keys()];
  const question = (
    ...[method, origin, site, queried = []]: [string, string, string, string[]?]
  ) => ["admit", method, origin, site, ...mount.policy, listed(queried), below];
  let line: string;
  try {
    line = heed(...question(method, origin, headers.get("sec-fetch-site") ?? "", queried));
  } catch (error) {
    const { status, headers } = error as Refusal;
    const isTaken = (method: string) =>
      !/^40[35]$/.test(decide(...question(method, "", "none"))[0]!);
    if (status === 405) headers.allow = ["GET", "POST", "DELETE"].filter(isTaken).join(", ");
    throw error;
  }
  const [template = "", operation, wrap = "", ...names] = line.split(" ");
  if (names.some((name) => call.query.getAll(name).length > 1)) {
    throw malformed("The query has a name twice");
  }
  Object.assign(call, { operation, wrap, names });
  const segments = below.split("/");
  for (const [at, part] of template.split("/").entries()) {
    const name = part.slice(1, -1) as "connectorId" | "actionId" | "connectionId";
    if (part.startsWith("{") && name) call[name] = decodeURIComponent(segments[at]!);
  }
}

const PLACES = ["pathParams", "queryParameters", "requestBody"];

/** Reads what its body says. Either dialect becomes the same call. */
export function fill(call: Call, body: unknown): void {
  const { operation, names } = call;
  if (operation === "connect") call.returnTo = call.query.get("returnTo") ?? undefined;
  if (body === null && operation !== "executeAction") return;
  if (!isPlain(body)) throw malformed("The body must be an object");
  if (Object.keys(body).some((name) => name !== "userId" && !names.includes(name))) {
    throw malformed("The body has an unknown name");
  }
  if (operation === "connect") {
    call.returnTo = text(body, "returnTo");
    call.parameters = part(body, "data");
    return;
  }
  call.connectionId = text(body, "credentialId") ?? "";
  // The client finds the reference's places by itself.
  const entries = ["parameters", ...PLACES].flatMap((place) => Object.entries(part(body, place)));
  call.parameters = Object.fromEntries(entries);
  // Of two, `allow` would see the one, and the service might take the other.
  if (Object.keys(call.parameters).length < entries.length) {
    throw malformed("A parameter is there twice");
  }
}

/** A list, as Rust takes it. */
export const listed = (list: readonly string[]) => list.map(encodeURIComponent).join("\t");

function text(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || typeof value === "string") return value;
  throw malformed(`${name} must be a text`);
}

function part(body: Record<string, unknown>, name: string): Record<string, unknown> {
  const value = body[name] ?? {};
  if (isPlain(value)) return value;
  throw malformed(`${name} must be an object`);
}
