import type { AlloyEvent } from "alloy-connectivity";
import { Store } from "../store.js";
import { Timeline, type CallRow, type Lane, type Totals } from "./timeline.js";

interface Requests {
  /** The latest calls, the newest first. */
  readonly rows: readonly CallRow[];
  /** How many calls there were before. */
  readonly forgotten: number;
  readonly totals: Totals;
}

const timeline = new Timeline();

const seen = (): Requests => {
  const { rows, forgotten, totals } = timeline;
  return { rows, forgotten, totals };
};

export const requests = new Store(seen());

export function record(lane: Lane, event: AlloyEvent, at: number): void {
  timeline.add(lane, event, at);
  showSoon();
}

export function clearRequests(): void {
  timeline.clear();
  requests.set(seen());
}

let isDue = false;

/** Many events come in one frame of the screen; they are shown together. */
function showSoon(): void {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    requests.set(seen());
  });
}
