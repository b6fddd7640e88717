// Who calls: one process, over connections that are kept, with as little HTTP as it takes. A client's
// own work would hide what lies between the two Workers.
import { once } from "node:events";
import { connect } from "node:net";
import { actionBody, actionPath } from "../request.mjs";
import { answers } from "./answers.mjs";

const PARAMETERS = { page_id: "5c6a2821-6bb1-4a7e-b6e1-000000000001" };
const HEAD_END = "\r\n\r\n";
const LAST_CHUNK = Buffer.from("\r\n0\r\n\r\n");

process.on("message", async ({ url, verify, load }) => {
  try {
    process.send({ result: verify ? await check(url, verify) : await run(url, load) });
  } catch (error) {
    process.send({ error: error.message });
  }
});

async function check(url, action) {
  const { ask, close } = await open(url);
  const { status, body } = await ask(requestOf(url, action));
  close();
  if (status !== 200) throw new Error(`answers ${status}: ${body.slice(0, 200)}`);
  if (body !== JSON.stringify(answers[action])) throw new Error("the answer is not what was sent");
}

async function run(url, { action, inFlight, count }) {
  const request = requestOf(url, action);
  // workerd drops a connection that is idle for five seconds, which other scenarios take.
  const connections = await Promise.all(Array.from({ length: inFlight }, () => open(url)));
  let left = count;
  const caller = async ({ ask }) => {
    while (left > 0) {
      left -= 1;
      const { status } = await ask(request);
      if (status !== 200) throw new Error(`answered ${status}`);
    }
  };
  const started = performance.now();
  await Promise.all(connections.map(caller));
  const seconds = (performance.now() - started) / 1000;
  for (const { close } of connections) close();
  return { seconds };
}

function requestOf(url, action) {
  const body = JSON.stringify(actionBody(PARAMETERS));
  const { host, pathname } = new URL(url);
  return [
    `POST ${pathname}${actionPath(action)} HTTP/1.1`,
    `host: ${host}`,
    "x-session: bench-user",
    "x-api-version: 2025-09",
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    `\r\n${body}`,
  ].join("\r\n");
}

/** A connection; `ask` sends one request after the other, and gives `{ status, body }`. */
async function open(url) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setNoDelay();
  await once(socket, "connect");
  let pending;
  let chunks = [];
  let received = 0;
  let isWhole;
  socket.on("data", (chunk) => {
    chunks.push(chunk);
    received += chunk.length;
    isWhole ??= endOf(chunks);
    if (!isWhole?.(received, chunk)) return;
    const bytes = Buffer.concat(chunks);
    [chunks, received, isWhole] = [[], 0, undefined];
    pending.resolve(read(bytes));
  });
  const fail = () => pending?.reject(new Error("the connection ended"));
  socket.on("error", fail).on("close", fail);
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        pending = { resolve, reject };
        if (socket.destroyed) fail();
        else socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

/** What tells of the bytes so far whether they are the whole answer; undefined within its head. */
function endOf(chunks) {
  const text = Buffer.concat(chunks).toString("latin1");
  const end = text.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const [, length] = /^content-length: *(\d+)/im.exec(text.slice(0, end)) ?? [];
  if (length === undefined)
    return (_, last) => last.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
  const all = end + HEAD_END.length + Number(length);
  return (received) => received === all;
}

// Chunks are taken apart only where the answer is looked at, which is where it is checked.
function read(bytes) {
  return {
    status: Number(bytes.latin1Slice(9, 12)),
    get body() {
      const end = bytes.indexOf(HEAD_END);
      const rest = bytes.subarray(end + HEAD_END.length);
      const isChunked = /^transfer-encoding: *chunked/im.test(bytes.latin1Slice(0, end));
      return (isChunked ? joined(rest) : rest).toString();
    },
  };
}

function joined(bytes) {
  const parts = [];
  for (let at = 0; ;) {
    const line = bytes.indexOf("\r\n", at);
    const size = parseInt(bytes.latin1Slice(at, line), 16);
    if (size === 0) return Buffer.concat(parts);
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
