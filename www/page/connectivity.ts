import type { AlloyEvent } from "alloy-connectivity";
import { getService } from "./demo.js";
import { Store } from "./store.js";
import { record } from "./timeline/record.js";

/** Whether the Worker answers. */
export const isReachable = new Store(true);

const RETRY_MS = 1_000;

/**
 * Follows what the Worker's own client tells its observer, for as long as the page is open. The same stream tells
 * when the Worker has gone, and when it is back.
 */
export function follow(): void {
  const source = new EventSource("/demo/events");
  source.onopen = () => isReachable.set(true);
  source.onmessage = ({ data }: MessageEvent<string>) => {
    const { at, ...event } = JSON.parse(data) as AlloyEvent & { at: number };
    record("worker", event as AlloyEvent, at);
  };
  source.onerror = () => {
    void look();
    // After an answer that is no stream, the browser does not try again.
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, RETRY_MS);
  };
}

let isLooking = false;

/** Sees whether the Worker answers, until it does: an end of the stream may also be the stream's alone. */
async function look(): Promise<void> {
  if (isLooking) return;
  isLooking = true;
  while (!(await answers())) {
    isReachable.set(false);
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  isLooking = false;
  isReachable.set(true);
}

const answers = () =>
  getService(AbortSignal.timeout(5_000)).then(
    () => true,
    () => false,
  );

addEventListener("offline", () => isReachable.set(false));
addEventListener("online", () => void look());
