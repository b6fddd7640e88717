import type { AlloyEvent } from "alloy-connectivity";
import { isReachable, look } from "../connectivity.js";
import { record } from "./record.js";

const RETRY_MS = 1_000;
const LAST_ID = "last event";

const storage = storageOfTab();

/** The last event that this page has seen, or the one that was here before it was loaded anew. */
let lastId = storage?.getItem(LAST_ID) ?? "";

addEventListener("pagehide", () => storage?.setItem(LAST_ID, lastId));

/**
 * Follows what the Worker's own client tells its observer, for as long as the page is open. The same stream tells
 * when the Worker has gone, and when it is back.
 */
export function follow(): void {
  const source = new EventSource(`/demo/events?${new URLSearchParams({ after: lastId })}`);
  source.onopen = () => isReachable.set(true);
  source.onmessage = ({ data, lastEventId }: MessageEvent<string>) => {
    lastId = lastEventId;
    const { at, ...event } = JSON.parse(data) as AlloyEvent & { at: number };
    record("worker", event as AlloyEvent, at);
  };
  source.onerror = () => {
    // An end of the stream may also be the stream's alone.
    void look();
    // After an answer that is no stream, the browser does not try again.
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, RETRY_MS);
  };
}

/** There is none where the browser may keep nothing for this site. */
function storageOfTab(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}
