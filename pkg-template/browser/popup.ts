import { check, readCall } from "./call.js";
import { ConnectError } from "./error.js";
import { leave } from "./leave.js";
import type { ConnectOutcome, PopupOptions } from "./types.js";
import { throughWindow } from "./window.js";

/**
 * Has the user connect a service in a popup. To be called in the handler of a click: browsers block popups that open
 * later. Where none can be had (blocked, or the page's Cross-Origin-Opener-Policy cuts it off), the page itself is left
 * for the provider's, as {@link redirectToConnect} does it: then the promise never resolves, and what became of it is
 * read by {@link readConnectOutcome} from the page that the user comes back to.
 *
 * @throws TypeError naming the argument that is wrong, before anything opens
 * @throws ConnectError when the handler refused or did not answer, or when ten minutes went by
 *
 * @example
 * ```ts
 * import { connectWithPopup } from "alloy-connectivity/browser";
 *
 * document.querySelector("button")!.onclick = async () => {
 *   const outcome = await connectWithPopup("notion");
 *   if (outcome.status === "connected") console.log(`Connected: ${outcome.connectionId}`);
 * };
 * ```
 */
export async function connectWithPopup(
  connectorId: string,
  options: PopupOptions = {},
): Promise<ConnectOutcome> {
  const call = readCall(connectorId, options);
  const { width = 520, height = 720, fallback = "redirect" } = options;
  check(width > 0 && width < Infinity, "width must be a number of pixels");
  check(height > 0 && height < Infinity, "height must be a number of pixels");
  check(/^(redirect|none)$/.test(fallback), 'fallback must be "redirect" or "none"');
  // An outcome is told to pages of the origin that it comes back to, and no other.
  const comesBack = call.isOwnOrigin || new URL(call.returnTo).origin === location.origin;
  check(comesBack, "returnTo must be of the page's own origin");
  call.signal?.throwIfAborted();

  const left = Math.max(0, Math.round(screenX + (outerWidth - width) / 2));
  const top = Math.max(0, Math.round(screenY + (outerHeight - height) / 2));
  const features = `popup,width=${width},height=${height},left=${left},top=${top}`;
  const outcome = await throughWindow(call, features);
  if (outcome) return outcome;
  if (fallback === "none") throw new ConnectError("POPUP_BLOCKED", "No popup could be opened");
  try {
    return await leave(call);
  } catch (error) {
    if (!(error instanceof ConnectError) || error.code !== "CAME_BACK") throw error;
    return { status: "closed", connectorId };
  }
}
