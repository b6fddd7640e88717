/** A request that has been checked, as `node:http` takes it. */
export interface OutgoingRequest {
  readonly url: URL;
  readonly method: string;
  /** By their lower-case names. */
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array | undefined;
  readonly refusesRedirects: boolean;
  readonly signal: AbortSignal | undefined;
}

// Their answers have another form, or show the request's headers.
const FORBIDDEN_METHODS = new Set(["CONNECT", "TRACE", "TRACK"]);
// What frames a message is the connection's business: a wrong one would split the request in two.
const FORBIDDEN_HEADERS = new Set([
  ...["connection", "content-length", "expect", "keep-alive", "te", "trailer"],
  ...["transfer-encoding", "upgrade"],
]);

/** @throws TypeError when there is something in it that cannot be sent */
export function readRequest(input: string | URL, init: RequestInit = {}): OutgoingRequest {
  const url = new URL(input);
  if (url.username !== "" || url.password !== "") {
    throw new TypeError("The URL must not hold credentials");
  }
  const method = (init.method ?? "GET").toUpperCase();
  if (FORBIDDEN_METHODS.has(method)) throw new TypeError(`${method} cannot be sent`);
  const headers = readHeaders(init.headers);
  const body = readBody(init.body, headers);
  if (body !== undefined && (method === "GET" || method === "HEAD")) {
    throw new TypeError(`${method} takes no body`);
  }
  const { redirect = "manual", signal } = init;
  if (redirect === "follow") {
    throw new TypeError(
      'redirect: "follow" is refused, because the token in the headers must not travel: take "manual" or "error"',
    );
  }
  if (redirect !== "manual" && redirect !== "error") {
    throw new TypeError('redirect must be "manual" or "error"');
  }
  const refusesRedirects = redirect === "error";
  return { url, method, headers, body, refusesRedirects, signal: signal ?? undefined };
}

function readHeaders(given: RequestInit["headers"]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of entriesOf(given)) {
    const key = `${name}`.toLowerCase();
    if (FORBIDDEN_HEADERS.has(key)) throw new TypeError(`The header ${key} cannot be set`);
    headers[key] = key in headers ? `${headers[key]}, ${value}` : `${value}`;
  }
  headers["accept"] ??= "*/*";
  headers["accept-encoding"] ??= "gzip, deflate, br";
  headers["user-agent"] ??= "node";
  return headers;
}

function entriesOf(given: unknown): Iterable<[unknown, unknown]> {
  if (given === undefined || given === null) return [];
  if (typeof given !== "object") throw new TypeError("headers must be an object");
  return Symbol.iterator in given ? (given as Iterable<[unknown, unknown]>) : Object.entries(given);
}

/** Gives the body, and sets the headers that tell about it. */
function readBody(
  given: RequestInit["body"],
  headers: Record<string, string>,
): string | Uint8Array | undefined {
  if (given === undefined || given === null) return undefined;
  let body: string | Uint8Array;
  if (given instanceof Uint8Array) {
    body = given;
  } else if (typeof given === "string") {
    body = given;
    headers["content-type"] ??= "text/plain;charset=UTF-8";
  } else if (given instanceof URLSearchParams) {
    body = given.toString();
    headers["content-type"] ??= "application/x-www-form-urlencoded;charset=UTF-8";
  } else {
    throw new TypeError("body must be a string, a Uint8Array or URLSearchParams");
  }
  // Node writes headers and text at one go, all of it in UTF-8; headers alone are Latin-1.
  if (typeof body === "string" && !isAscii(headers)) body = Buffer.from(body);
  headers["content-length"] = String(Buffer.byteLength(body));
  return body;
}

const isAscii = (headers: Record<string, string>) => {
  for (const name in headers) if (/[^\0-\x7f]/.test(headers[name]!)) return false;
  return true;
};
