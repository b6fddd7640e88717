// What a server can do wrong. Each fault answers one request, given what stands after its name.
import { STATUS_CODES } from "node:http";
import { pipeline } from "node:stream/promises";
import { gzipSync } from "node:zlib";
import { clock, log, sequence, upload } from "./sequences.mjs";

const HTML = "<!doctype html><title>Somewhere else</title><p>Not the API.</p>";

const json = (response, status, body, headers) =>
  response
    .writeHead(status, { "content-type": "application/json", ...headers })
    .end(JSON.stringify(body));

const text = (response, status, body, type = "text/plain") =>
  response.writeHead(status, { "content-type": `${type}; charset=utf-8` }).end(body);

function* fiftyMegabytes() {
  yield '{"text":"';
  const megabyte = Buffer.alloc(1 << 20, "x");
  for (let count = 0; count < 50; count += 1) yield megabyte;
  yield '"}';
}

/** How often somebody came to the target of a redirect. */
const visits = new Map();

/** @type {Record<string, (call: import("./fault-server.mjs").FaultCall) => unknown>} */
export const faults = {
  /** An error in Alloy's form. */
  status({ response, argument }) {
    const status = Number(argument);
    if (status === 204) return response.writeHead(204).end();
    const error = { code: `FAULT_${status}`, message: `Fault ${status}` };
    const waits = status === 429 || status === 503;
    return json(
      response,
      status,
      { error },
      { "x-request-id": "fault-request", ...(waits && { "retry-after": "7" }) },
    );
  },
  /** Words that are nobody's form. */
  plain: ({ response, argument }) =>
    text(response, Number(argument), `plain words about ${argument}`),
  html: ({ response, argument }) => text(response, Number(argument || 200), HTML, "text/html"),
  truncated: ({ response }) =>
    text(response, 200, '{"results":[{"id":"1"},{"id', "application/json"),
  bare: ({ response }) => json(response, 200, "a bare string"),
  empty: ({ response }) => response.writeHead(200).end(),
  big({ response }) {
    const items = Array.from({ length: 10_000 }, (_, index) => ({ index, text: "ä".repeat(100) }));
    return json(response, 200, { items });
  },

  /** Some 50 MB of JSON in ASCII. */
  async huge({ response }) {
    response.writeHead(200, { "content-type": "application/json" });
    await pipeline(fiftyMegabytes, response);
  },

  /**
   * To the letter what the argument says, in base64url of JSON: `{ status, statusText?, headers, body,
   * hangUp? }`, the body as a string of bytes.
   */
  raw({ request, response, argument }) {
    const said = JSON.parse(Buffer.from(argument, "base64url").toString("latin1"));
    const { status, statusText = STATUS_CODES[status], headers, body, hangUp } = said;
    response.writeHead(status, statusText, headers);
    response.end(Buffer.from(body, "latin1"), () => hangUp && request.socket.end());
  },
  /** JSON, packed; or what only says that it is. */
  gzip({ response, argument }) {
    const packed = gzipSync(JSON.stringify({ packed: "ä".repeat(1000) }));
    if (argument === "corrupt") packed.fill(0xff, 12);
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    return response.writeHead(200, { ...headers, "x-request-id": "fault-request" }).end(packed);
  },
  /** The status of an error, and a body that never ends. */
  "stall-status"({ response, argument }) {
    response.writeHead(Number(argument), {
      ...{ "content-type": "application/json", "x-request-id": "fault-request" },
    });
    return response.write('{"error":{');
  },
  /** The status of an error, and a body that breaks off. */
  "cut-status"({ request, response, argument }) {
    response.writeHead(Number(argument), {
      ...{ "content-type": "application/json", "content-length": "1000" },
      "x-request-id": "fault-request",
    });
    response.write('{"error":{');
    setTimeout(() => request.socket.destroy(), 20);
  },
  ...{ sequence, upload, log, clock },

  /** Shows the request in the answer. */
  mirror({ request, response, argument, path, body }) {
    const { method, headers } = request;
    // To the letter: a member called __proto__ must not get lost here.
    const sent = body === "" ? "null" : body;
    const head = JSON.stringify({ method, path, headers }).slice(0, -1);
    return text(response, Number(argument), `${head},"body":${sent}}`, "application/json");
  },

  /** Describes every action as the argument says, in base64url of JSON, and shows each execution. */
  described(call) {
    const { request, response, argument } = call;
    if (request.method !== "GET") return faults.mirror({ ...call, argument: "200" });
    return text(response, 200, Buffer.from(argument, "base64url").toString(), "application/json");
  },

  /** Tells everything that it was told, in body and headers. */
  "echo-json"({ request, response, argument, body }) {
    const { authorization } = request.headers;
    const error = { code: "ECHO", message: `Bad key: ${authorization}. Got ${body}` };
    const echoed = { error, authorization, nested: [{ body }] };
    return json(response, Number(argument), echoed, { "x-echo": authorization });
  },
  "echo-text"({ request, response, argument, body }) {
    const { authorization } = request.headers;
    response.setHeader("x-echo", authorization);
    return text(response, Number(argument), `Bad key: ${authorization}. Got ${body}`);
  },
  /** Words first, so that the echo comes where a reader may have stopped. */
  "echo-padded"({ request, response, argument }) {
    const words = "x".repeat(Number(argument));
    return text(response, 200, `${words}${request.headers.authorization}`);
  },
  "echo-redirect"({ request, response, argument }) {
    const location = `/redirected/echo?${request.headers.authorization}`;
    return response.writeHead(Number(argument), { location }).end();
  },

  redirect({ response, argument }) {
    const location = `/redirected/${argument.slice(argument.indexOf("-") + 1)}`;
    return response.writeHead(Number.parseInt(argument, 10), { location }).end();
  },
  redirected({ response, argument }) {
    visits.set(argument, (visits.get(argument) ?? 0) + 1);
    return json(response, 200, {});
  },
  count: ({ response, argument }) => json(response, 200, { count: visits.get(argument) ?? 0 }),

  /** Never answers. */
  hang() {},
  /** Never ends its answer. */
  stall({ response }) {
    response.writeHead(200, { "content-type": "application/json" });
    return response.write('{"results":[');
  },
  /** Answers late. */
  late: (call) =>
    setTimeout(() => faults.mirror({ ...call, argument: "200" }), Number(call.argument)),
  /** Answers bit by bit. */
  async drip({ response }) {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"parts":[');
    for (const part of [0, 1, 2, 3]) {
      response.write(`${part},`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    response.end("4]}");
  },
  /** Hangs up without a word. */
  reset: ({ request }) => request.socket.destroy(),
  /** Hangs up amid its answer. */
  cut({ request, response }) {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"results":[');
    setTimeout(() => request.socket.destroy(), 20);
  },

  /** Answers when so many requests are waiting: calls that were not at once would wait for ever. */
  together({ response, argument }) {
    const count = Number(argument);
    waiting.push(response);
    if (waiting.length < count) return;
    for (const each of waiting.splice(0)) json(each, 200, { together: count });
  },
};

const waiting = [];

/** So that a mistyped fault is no silent success. */
export const unknownFault = ({ response, name }) =>
  text(response, 501, `${STATUS_CODES[501]}: no fault is called ${name}`);
