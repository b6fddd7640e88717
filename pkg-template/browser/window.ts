import { begin, type Begun } from "./begin.js";
import type { Call } from "./call.js";
import { CHANNEL, CLOSE, OUTCOME, READY, type Message } from "./channel.js";
import { ConnectError } from "./error.js";
import { parseOutcome } from "./query.js";
import type { ConnectOutcome } from "./types.js";

const POLL_MS = 200;
// What a popup that is closed has posted may still be under way.
const GRACE_MS = 1_000;
// So may the announcement of one that is cut off, and it must hear that it is to close.
const UNREADY_GRACE_MS = 2_000;
const READY_MS = 15_000;
// As long as the handler's state is good for.
const EXPIRY_MS = 600_000;

/** Connects through a window of its own; gives `null` where none is to be had. */
export async function throughWindow(call: Call, features: string): Promise<ConnectOutcome | null> {
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
