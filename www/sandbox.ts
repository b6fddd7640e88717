import { createSandbox } from "alloy-connectivity/sandbox";
import type { Environment } from "./service.js";

const sandbox = createSandbox();

/** With what a client is let in. Made from a fixed seed, so the same wherever this module is loaded. */
export const SANDBOX_ACCOUNT = {
  ALLOY_API_KEY: sandbox.apiKey,
  ALLOY_USER_ID: sandbox.userId,
};

/**
 * The embedded Alloy. A Durable Object, because Cloudflare may run the Worker itself in many places at once,
 * while there is one of this: whoever calls, meets the same memory. It lasts as long as the object is awake.
 */
export class Sandbox {
  fetch(request: Request): Promise<Response> {
    return sandbox.fetch(request);
  }
}

export function sandboxOf(environment: Environment) {
  return environment.SANDBOX.getByName("demo");
}
