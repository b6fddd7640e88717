// A server that fails on demand: the base URL says how, as in `http://127.0.0.1:PORT/status/429`.
import { once } from "node:events";
import { createServer } from "node:http";
import { connect, createServer as createTcpServer } from "node:net";
import { text } from "node:stream/consumers";
import { faults, unknownFault } from "./faults.mjs";

/**
 * @typedef {object} FaultCall
 * @property {import("node:http").IncomingMessage} request
 * @property {import("node:http").ServerResponse} response
 * @property {string} name  of the fault
 * @property {string} argument  what stands after the name; may be empty
 * @property {string} path  what the client asked for, after both
 * @property {string} body  as it was sent
 */

// Without these the path begins right after the fault's name.
const WITHOUT_ARGUMENT = new Set([
  ...["truncated", "bare", "empty", "big", "huge", "hang", "stall", "drip", "reset", "cut"],
  ...["clock", "unused"],
]);

/**
 * Serves on loopback, on a port of the system's choice.
 *
 * @param {{ keepAlive?: boolean }} options whether a connection carries more than one request. Where
 * requests are counted, it must not: when a connection that was used before is reset, or answers 408,
 * browsers send the request once more by themselves.
 */
export async function serveFaults({ keepAlive = true } = {}) {
  const server = createServer((request, response) => {
    response.shouldKeepAlive = keepAlive;
    // A client that goes away while it is being served is part of the game.
    answer(request, response).catch(() => response.destroy());
  });
  // Longer than the clients' own: dropping a connection that a call is just being sent on would be
  // one more fault.
  server.keepAliveTimeout = 120_000;
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * A loopback address where nothing listens, and where nothing will: the port is a connection's own
 * end. One that was merely freed the system gave to the next server that asked.
 */
export async function refuse() {
  const server = createTcpServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const held = connect(server.address().port, "127.0.0.1");
  await once(held, "connect");
  return {
    url: `http://127.0.0.1:${held.localPort}`,
    async close() {
      held.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

async function answer(request, response) {
  allowEveryPage(request, response);
  if (request.method === "OPTIONS") return response.writeHead(204).end();
  const [, name, ...rest] = request.url.split("/");
  const argument =
    WITHOUT_ARGUMENT.has(name) || (name === "html" && !/^\d+$/.test(rest[0])) ? "" : rest.shift();
  const body = await text(request);
  const fault = Object.hasOwn(faults, name) ? faults[name] : unknownFault;
  return fault({ request, response, name, argument, path: `/${rest.join("/")}`, body });
}

function allowEveryPage({ headers }, response) {
  response.setHeader("access-control-allow-origin", "*");
  response.setHeader("access-control-expose-headers", "*");
  response.setHeader("access-control-allow-methods", "GET, POST, PUT, DELETE");
  // The wildcard does not cover Authorization.
  response.setHeader(
    "access-control-allow-headers",
    headers["access-control-request-headers"] ?? "*",
  );
  response.setHeader("access-control-max-age", "600");
}
