import { begin, type Begun } from "./begin.js";
import { check, readCall, type Call } from "./call.js";
import { CHANNEL, CLOSE, OUTCOME, READY, type Message } from "./channel.js";
import { ConnectError } from "./error.js";
import { leave } from "./leave.js";
import { parseOutcome } from "./query.js";
import type { ConnectOutcome, PopupOptions } from "./types.js";

const POLL_MS = 200;
// What a popup that is closed has posted may still be under way.
const GRACE_MS = 1_000;
// So may the announcement of one that is cut off, and it must hear that it is to close.
const UNREADY_GRACE_MS = 2_000;
const READY_MS = 15_000;
// As long as the handler's state is good for.
const EXPIRY_MS = 600_000;

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
 * button.onclick = async () => {
 *   const outcome = await connectWithPopup("notion");
 *   if (outcome.status === "connected") show(`Connected: ${outcome.connectionId}`);
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
  const outcome = await throughPopup(call, features);
  if (outcome) return outcome;
  if (fallback === "none") throw new ConnectError("POPUP_BLOCKED", "No popup could be opened");
  try {
    return await leave(call);
  } catch (error) {
    if (!(error instanceof ConnectError) || error.code !== "CAME_BACK") throw error;
    return { status: "closed", connectorId };
  }
}

/** The outcome; `null` where there is no popup to be had. */
async function throughPopup(call: Call, features: string): Promise<ConnectOutcome | null> {
  const { connectorId, base, isOwnOrigin, signal } = call;
  const name = Array.from(crypto.getRandomValues(new Uint32Array(4)), String).join("-");
  const hash = `#ready=${name}`;
  const landing = `${base}/connected`;
  const channel = new BroadcastChannel(CHANNEL);
  const popup = open(isOwnOrigin ? `${landing}${hash}` : "about:blank", "_blank", features);
  const ended = new AbortController();
  let timer: ReturnType<typeof setInterval> | undefined;
  try {
    if (!popup) return null;
    return await new Promise((resolve, reject) => {
      const opened = performance.now();
      // A page of ours says that it has loaded; of another origin's there is none to do so.
      let isReady = !isOwnOrigin;
      let begun: Begun | undefined;
      let sent: number | undefined;
      let closed: number | undefined;

      const send = () => {
        if (!isReady || !begun) return;
        popup.location.replace(begun.url);
        sent = performance.now();
      };

      const look = () => {
        const now = performance.now();
        if (now - (sent ?? opened) > EXPIRY_MS) {
          reject(new ConnectError("EXPIRED", "The user took longer than ten minutes"));
        } else if (popup.closed) {
          // The provider's Cross-Origin-Opener-Policy may have cut the two apart, and then it only seems closed: the
          // user is still there, and not here.
          if (closed === undefined || (sent && !document.hasFocus())) closed = now;
          const wasThere = sent !== undefined || (isReady && isOwnOrigin);
          if (now - closed < (wasThere ? GRACE_MS : UNREADY_GRACE_MS)) return;
          resolve(wasThere ? { status: "closed", connectorId } : null);
        } else if (!isReady && now - opened > READY_MS) {
          resolve(null);
        }
      };

      channel.onmessage = ({ data }: MessageEvent<Message | null>) => {
        if (data?.type === READY && data.name === name) {
          if (!isLinked(popup, hash)) return resolve(null);
          isReady = true;
          send();
        } else if (data?.type === OUTCOME) {
          const outcome = parseOutcome(String(data.search));
          if (outcome && begun && "flow" in outcome && outcome.flow === begun.flow) {
            resolve(outcome);
          }
        }
      };
      signal?.addEventListener("abort", () => reject(signal.reason), { signal: ended.signal });
      timer = setInterval(look, POLL_MS);
      begin(call, isOwnOrigin ? landing : backInPopup(call.returnTo), ended.signal).then(
        (answer) => {
          begun = answer;
          send();
        },
        reject,
      );
    });
  } finally {
    ended.abort();
    clearInterval(timer);
    // One that is cut off hears this alone.
    channel.postMessage({ type: CLOSE, name });
    channel.close();
    popup?.close();
  }
}

/** Whether the page can still reach the popup: its own Cross-Origin-Opener-Policy may have cut the two apart. */
function isLinked(popup: Window, hash: string): boolean {
  try {
    return !popup.closed && popup.location.hash === hash;
  } catch {
    return false;
  }
}

/** There {@link readConnectOutcome} tells a popup by this. */
function backInPopup(returnTo: string): string {
  const url = new URL(returnTo);
  url.search += `${url.search ? "&" : "?"}alloy_popup=1`;
  return url.href;
}
