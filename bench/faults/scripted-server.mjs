// A server on a socket of its own that gives scripted answers and remembers who asked.
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

/**
 * An answer, or what comes in its place: "reset" resets the connection, "hang" never answers, "stall"
 * begins to answer and never ends, "cut" hangs up amid the body.
 *
 * @typedef {{ status: number, headers?: Record<string, string>, body?: string }
 *   | "reset" | "hang" | "stall" | "cut"} Answer
 *
 * @typedef {object} Hit
 * @property {number} at  by Date.now()
 * @property {string} method
 * @property {Answer} answer  that it was given
 * @property {import("node:http").IncomingHttpHeaders} headers
 * @property {string} body
 * @property {Promise<void>} closed  when its connection has gone, or its answer has
 *
 * @param {(Answer | (() => Answer))[]} script  one for each request; the last for all that follow
 */
export async function serveScript(script) {
  /** @type {Hit[]} */
  const hits = [];
  /** @type {((hit: Hit) => void)[]} */
  const waiting = [];
  const server = createServer(async (request, response) => {
    const at = Date.now();
    const closed = new Promise((resolve) => response.once("close", resolve));
    const { method, headers } = request;
    const body = await text(request).catch(() => "");
    const next = script[Math.min(hits.length, script.length - 1)];
    const answer = typeof next === "function" ? next() : next;
    const hit = { at, method, headers, body, closed, answer };
    hits.push(hit);
    for (const resolve of waiting.splice(0)) resolve(hit);
    give(answer, response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    hits,
    /** The next request. */
    nextHit: () => new Promise((resolve) => waiting.push(resolve)),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const PROMISED = 1000;

function give(answer, response) {
  if (answer === "hang") return;
  if (answer === "reset") return response.socket.resetAndDestroy();
  const { status, headers, body = "" } = typeof answer === "string" ? BEGUN : answer;
  const isWhole = typeof answer !== "string";
  const length = isWhole ? Buffer.byteLength(body) : PROMISED;
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": length,
    "x-request-id": "req-of-the-fault",
    ...headers,
  });
  if (isWhole) return response.end(body);
  response.write(body);
  // Late enough for the client to have read the head.
  if (answer === "cut") setTimeout(() => response.socket?.destroy(), 50);
}

const BEGUN = { status: 200, body: '{"results":[{"id":"1"' };
