import type { Context } from "hono";
import type { Connector } from "./connectors/connector.js";
import type { JsonObject } from "./json.js";
import type { OpenRequest } from "./journal.js";
import type { World } from "./world.js";

/** What the steps before a route leave for it. */
export interface CallEnv {
  Variables: {
    world: World;
    entry: OpenRequest;
    /** The user the call acts as. */
    userId: string;
    /** The JSON body; empty when there was none. */
    body: JsonObject;
  };
}

export type Call = Context<CallEnv>;

/** One route of Alloy's. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Parameters in braces, as Alloy's documentation writes them. */
  readonly path: string;
  readonly dialect: "guide" | "reference" | "shared";
  /** Who calls it in place of a client with the key: a user's browser, or whoever has a presigned URL. */
  readonly caller?: "browser" | "uploader";
  /** A username will do for its `{userId}`. */
  readonly byUsername?: true;
  readonly answer: (call: Call) => Response | Promise<Response>;
}

/** A path parameter that the route's template has. */
export function pathParameter(call: Call, name: string): string {
  return call.req.param(name) ?? "";
}

/** The connector that the path names. */
export function findConnector(call: Call): Connector {
  return call.get("world").catalogue.connector(pathParameter(call, "connectorId"));
}
