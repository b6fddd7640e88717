// HTTP/1.1 by hand: fetch and URL would mend what an attacker sends.
import { connect } from "node:net";

const LIMIT_MS = 60_000;

/**
 * @typedef {object} Message
 * @property {string} [method]
 * @property {string} [target] as it stands in the request's first line
 * @property {[name: string, value: string][]} [headers]
 * @property {string | Uint8Array} [body] its length is sent with it, unless a header tells it already
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {[name: string, value: string][]} headers names in lower case
 * @property {string} body
 */

/** A message as bytes. */
export function written({ method = "GET", target = "/", headers = [], body }) {
  const told = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
  const bytes = Buffer.from(body ?? "");
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  if (body !== undefined && !told) lines.push(`Content-Length: ${bytes.length}`);
  const head = [`${method} ${target} HTTP/1.1`, ...lines, "", ""].join("\r\n");
  return Buffer.concat([Buffer.from(head, "latin1"), bytes]);
}

/**
 * Sends bytes over a connection of their own, and gives the answers to the requests in them.
 *
 * @param {number} port
 * @param {Uint8Array | Message} message
 * @param {{ answers?: number, rest?: AsyncIterable<Uint8Array> }} options how many answers are waited for, at most:
 * the server may end it earlier; and what is sent after the message
 * @returns {Promise<Answer[]>}
 */
export async function exchange(port, message, { answers = 1, rest } = {}) {
  const socket = connect(port, "127.0.0.1");
  const timer = setTimeout(() => socket.destroy(new Error("no answer in time")), LIMIT_MS);
  try {
    return await new Promise((resolve, reject) => {
      let received = Buffer.alloc(0);
      const isHead = !(message instanceof Uint8Array) && message.method === "HEAD";
      const parsed = (ended) => parse(received, ended, isHead);
      socket.on("data", (bytes) => {
        received = Buffer.concat([received, bytes]);
        const sofar = parsed(false);
        if (sofar.length >= answers) resolve(sofar);
      });
      socket.on("close", () => resolve(parsed(true)));
      // A server may reset the connection when it has answered and there is more to read.
      socket.on("error", (error) => {
        const sofar = parsed(true);
        if (sofar.length > 0) resolve(sofar);
        else reject(error);
      });
      socket.write(message instanceof Uint8Array ? message : written(message));
      if (rest) void sendRest(socket, rest);
    });
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

async function sendRest(socket, rest) {
  for await (const bytes of rest) {
    if (socket.destroyed) return;
    socket.write(bytes);
  }
}

/** The complete answers in what was received. */
function parse(received, ended, isHead) {
  const answers = [];
  let at = 0;
  for (;;) {
    const end = received.indexOf("\r\n\r\n", at);
    if (end < 0) return answers;
    const [first, ...lines] = received.toString("latin1", at, end).split("\r\n");
    const status = Number(first.split(" ")[1]);
    const headers = lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    });
    const body = bodyAt(received, end + 4, { status, headers, ended, isHead });
    if (!body) return answers;
    at = body.end;
    if (status >= 200) answers.push({ status, headers, body: body.bytes.toString("utf8") });
  }
}

/** The body that begins there and where it ends, or null when there is more to come. */
function bodyAt(received, start, { status, headers, ended, isHead }) {
  const header = (wanted) => headers.find(([name]) => name === wanted)?.[1];
  if (isHead || status < 200 || status === 204 || status === 304) {
    return { bytes: Buffer.alloc(0), end: start };
  }
  if (header("transfer-encoding") === "chunked") return chunksAt(received, start);
  const length = header("content-length");
  const end = length === undefined ? received.length : start + Number(length);
  if (end > received.length || (length === undefined && !ended)) return null;
  return { bytes: received.subarray(start, end), end };
}

function chunksAt(received, start) {
  const chunks = [];
  let at = start;
  for (;;) {
    const line = received.indexOf("\r\n", at);
    if (line < 0) return null;
    const size = Number.parseInt(received.toString("latin1", at, line), 16);
    const end = line + 2 + size;
    if (end + 2 > received.length) return null;
    if (size === 0) return { bytes: Buffer.concat(chunks), end: end + 2 };
    chunks.push(received.subarray(line + 2, end));
    at = end + 2;
  }
}

/** The values of a header, in order. */
export function valuesOf({ headers }, wanted) {
  return headers.filter(([name]) => name === wanted).map(([, value]) => value);
}
