import { readCall } from "./call.js";
import { leave } from "./leave.js";
import type { ConnectOptions } from "./types.js";

/**
 * Leaves the page for the provider's. The user comes back to `returnTo`, where {@link readConnectOutcome} reads what
 * became of it.
 *
 * @returns a promise that never resolves: the page is left
 * @throws TypeError naming the argument that is wrong
 * @throws ConnectError when the handler refused or did not answer, or when the user came back by the Back button
 *
 * @example
 * ```ts
 * import { redirectToConnect } from "alloy-connectivity/browser";
 *
 * document.querySelector("button")!.onclick = () =>
 *   redirectToConnect("notion", { returnTo: "/settings" }).catch(console.error);
 * ```
 */
export async function redirectToConnect(
  connectorId: string,
  options: ConnectOptions = {},
): Promise<never> {
  return leave(readCall(connectorId, options));
}
