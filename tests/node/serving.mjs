// Servers on loopback that live as long as one test.
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer as createTcpServer } from "node:net";

/**
 * @typedef {object} Serving
 * @property {string} url without a slash at its end
 * @property {number} port
 * @property {import("node:net").Socket[]} sockets every connection that came, the first one first
 * @property {import("node:events").EventEmitter} server
 */

/** Serves HTTP. Connections are kept for longer than any test takes. */
export async function serveHttp(test, handler) {
  const server = createHttpServer(handler);
  server.keepAliveTimeout = 600_000;
  const serving = await listen(test, server);
  return { ...serving, url: `http://127.0.0.1:${serving.port}` };
}

/** Serves what HTTP's own server would not send: `answer(socket, request)` for each piece that comes. */
export async function serveTcp(test, answer) {
  const server = createTcpServer((socket) => {
    // A client that goes away amid its answer is part of the game.
    socket.on("error", () => {});
    socket.on("data", (data) => answer(socket, data.toString("latin1")));
  });
  const serving = await listen(test, server);
  return { ...serving, url: `http://127.0.0.1:${serving.port}` };
}

/** @returns {Promise<Serving>} */
export async function listen(test, server) {
  const sockets = [];
  server.on("connection", (socket) => sockets.push(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  test.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { port: server.address().port, sockets, server };
}

/** Resolves when the other side has ended this connection. */
export const ended = (socket) =>
  new Promise((resolve) => (socket.destroyed ? resolve() : socket.on("close", resolve)));

/** What came, said again: method, path, headers and body. */
export async function mirror(request, response) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { method, url, headers } = request;
  const body = Buffer.concat(chunks).toString("base64");
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ method, url, headers, body }));
}
