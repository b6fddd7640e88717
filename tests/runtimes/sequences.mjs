// Answers in a row. Each route under an id meets the steps one after the other, the last of them for
// ever, and what came is kept: `GET /log/ID` shows it.
import { STATUS_CODES } from "node:http";

/**
 * Per id, what came: `{ at, due, method, path, headers, body, step, over }`, times by this server's
 * clock.
 */
const logs = new Map();

/** Whatever is asked for is in it. */
const ANSWER = {
  ...{ data: [], results: [], oauthUrl: "https://service.example/consent" },
  ...{ id: "c", connectionId: "c", credentialId: "c" },
};

const json = { "content-type": "application/json" };

/** The kinds of steps, beside the statuses. */
const KINDS = {
  /** Never answers. */
  hang() {},
  /** Hangs up without a word. */
  reset: ({ request }) => request.socket.resetAndDestroy(),
  /** Hangs up amid its answer. */
  cut({ request, response }) {
    response.writeHead(200, { ...json, "content-length": "1000" }).write('{"data":[');
    setTimeout(() => request.socket.destroy(), 20);
  },
  truncated: ({ response }) => response.writeHead(200, json).end('{"data":['),
  html: ({ response }) => response.writeHead(200, { "content-type": "text/html" }).end("<p>No."),
  /** A 404 of nobody's: there is no such route. */
  missing: ({ response }) => response.writeHead(404, json).end('{"message":"Route not found"}'),
  /** A 503 whose body never ends. */
  endless({ response }, headers) {
    response.writeHead(503, { ...json, ...headers }).write('{"error":"');
    const more = setInterval(() => response.write("x".repeat(1000)), 5);
    response.on("close", () => clearInterval(more));
  },
};

/**
 * `/sequence/ID/STEP,STEP,…`, a step being a status or a kind, with what Retry-After says behind a
 * tilde: `503~0`, `429~date2` for a date two seconds from now, `503~never` for `x-should-retry: false`.
 */
export function sequence(call, answer = ANSWER) {
  const { request, response, argument: id, path, body } = call;
  const [, steps, ...rest] = path.split("/");
  const log = logs.get(id) ?? [];
  logs.set(id, log);

  const route = { method: request.method, path: `/${rest.join("/")}` };
  const before = log.filter(
    ({ method, path }) => method === route.method && bare(path) === bare(route.path),
  );
  const step = steps.split(",").at(Math.min(before.length, steps.split(",").length - 1));
  const [kind, wait] = step.split("~");
  const { retryAfter, due } = waiting(wait);
  const { headers: sent } = request;
  const entry = { at: Date.now(), due, ...route, headers: sent, body, step, over: false };
  log.push(entry);
  response.on("close", () => (entry.over = true));

  const headers = { "x-request-id": `${id}-${log.length}`, ...retryAfter };
  if (Object.hasOwn(KINDS, kind)) return KINDS[kind](call, headers);
  // So that a mistyped step is no silent success.
  const status = Object.hasOwn(STATUS_CODES, kind) ? Number(kind) : 501;
  const error = { code: `FAULT_${status}`, message: `Fault ${status}` };
  const told = status < 300 ? answer : { error };
  return response.writeHead(status, { ...json, ...headers }).end(JSON.stringify(told));
}

const bare = (path) => path.split("?")[0];

/**
 * `/upload/ID/STEPS/STEPS`: what asks where a file goes meets the first steps, and is sent to where the
 * file meets the others. Each place is another one, of a signature that nobody else is to see.
 */
export function upload(call) {
  const { request, argument: id, path } = call;
  const [, asked, put, ...rest] = path.split("/");
  const count = logs.get(id)?.length ?? 0;
  const signature = `X-Amz-Signature=SignatureHead${count}-middle-SignatureTail`;
  const presignedUrl = `http://${request.headers.host}/sequence/${id}/${put}/storage?${signature}`;
  return sequence(
    { ...call, path: ["", asked, ...rest].join("/") },
    { presignedUrl: { type: "new", presignedUrl, s3Key: "user-1_file" } },
  );
}

/** What Retry-After says, and when that is. */
function waiting(wait) {
  if (wait === undefined) return { due: null };
  if (wait === "never") return { retryAfter: { "x-should-retry": "false" }, due: null };
  const [, seconds] = /^date(-?\d+)$/.exec(wait) ?? [];
  if (seconds === undefined) {
    const due = /^\d+$/.test(wait) ? Date.now() + 1000 * Number(wait) : null;
    return { retryAfter: { "retry-after": wait }, due };
  }
  const date = new Date(Date.now() + 1000 * Number(seconds)).toUTCString();
  return { retryAfter: { "retry-after": date }, due: Date.parse(date) };
}

export const log = ({ response, argument: id }) =>
  response.writeHead(200, json).end(JSON.stringify(logs.get(id) ?? []));

/** The server's clock, before anything else is asked. */
export const clock = ({ response }) =>
  response.writeHead(200, json).end(JSON.stringify({ now: Date.now() }));
