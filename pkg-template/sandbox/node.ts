import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
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
  const listener = getRequestListener((request) => sandbox.fetch(request), {
    hostname,
    // Replacing the process's own Request and Response would change every other library in it.
    overrideGlobalObjects: false,
  });
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
