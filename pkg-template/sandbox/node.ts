/**
 * Serves a sandbox over HTTP, from Node.
 *
 * @module alloy-connectivity/sandbox/node
 */

import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { isConnectionReset } from "./faults/failures.js";
import type { Sandbox } from "./types.js";

/** Where a sandbox is served. */
export interface ServeOptions {
  /** Default `0`: the system gives a free one. */
  port?: number;
  /** Default `"127.0.0.1"`, which only this machine reaches. */
  hostname?: string;
}

/** A sandbox that listens on a socket. */
export interface SandboxServer {
  /** Such as `http://127.0.0.1:49152`. */
  readonly url: string;
  /** The port in `url`. */
  readonly port: number;
  /** Stops listening and ends every connection, those in use too. May be called twice. */
  close(): Promise<void>;
}

// Longer than the clients' own: a connection that the server drops first can fail the call that is just being sent on it.
const KEEP_ALIVE_MS = 65_000;

/**
 * Serves a sandbox over HTTP.
 * @throws Error when the port cannot be had
 */
export async function serve(
  sandbox: Pick<Sandbox, "fetch">,
  { port = 0, hostname = "127.0.0.1" }: ServeOptions = {},
): Promise<SandboxServer> {
  const listener = getRequestListener(
    (request, { outgoing }) => answer(sandbox, request, outgoing as HttpBindings["outgoing"]),
    {
      hostname,
      // Replacing the process's own Request and Response would change every other library in it.
      overrideGlobalObjects: false,
    },
  );
  const server = createServer(listener);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 1_000;
  await listen(server, port, hostname);
  const address = server.address() as AddressInfo;
  const host = hostname.includes(":") ? `[${hostname}]` : hostname;
  let closed: Promise<void> | undefined;
  return {
    url: `http://${host}:${address.port}`,
    port: address.port,
    close: () => (closed ??= close(server)),
  };
}

/** A fetch that fails as if by a reset becomes a reset; a body that fails short of its length, a closed connection. */
async function answer(
  sandbox: Pick<Sandbox, "fetch">,
  request: Request,
  outgoing: ServerResponse,
): Promise<Response> {
  let response: Response;
  try {
    response = await sandbox.fetch(request);
  } catch (error) {
    if (!isConnectionReset(error)) throw error;
    outgoing.socket?.resetAndDestroy();
    return RESPONSE_ALREADY_SENT;
  }
  if (!response.body || !response.headers.has("content-length")) return response;
  await send(response, response.body, outgoing);
  return RESPONSE_ALREADY_SENT;
}

/** Sends what there is as it comes. The listener's own way would report a body that fails, and send words after it. */
async function send(
  { status, headers }: Response,
  body: ReadableStream<Uint8Array>,
  outgoing: ServerResponse,
): Promise<void> {
  outgoing.writeHead(status, Object.fromEntries(headers));
  outgoing.flushHeaders();
  const reader = body.getReader();
  outgoing.once("close", () => void reader.cancel().catch(() => {}));
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      outgoing.write(value);
    }
    outgoing.end();
  } catch {
    outgoing.socket?.destroySoon();
  }
}

function listen(server: Server, port: number, hostname: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const reason =
        cause.code === "EADDRINUSE" ? "it is in use. Port 0 takes any free one" : cause.message;
      reject(new Error(`Cannot listen on ${hostname}, port ${port}: ${reason}`, { cause }));
    });
    server.listen(port, hostname, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
