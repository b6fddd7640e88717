import { begin } from "./begin.js";
import type { Call } from "./call.js";
import { ConnectError } from "./error.js";

/** Goes to the provider's page, in place of this one. */
export async function leave(call: Call): Promise<never> {
  const { returnTo, signal } = call;
  signal?.throwIfAborted();
  const { url } = await begin(call, returnTo, signal);
  location.assign(url);
  return new Promise((_, reject) => {
    // A browser may keep the page that is left, and show it again as it was, still waiting.
    addEventListener("pageshow", ({ persisted }) => {
      if (persisted) reject(new ConnectError("CAME_BACK", "The user came back"));
    });
  });
}
