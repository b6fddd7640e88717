import { getService } from "./demo.js";
import { Store } from "./store.js";

/** Whether the Worker answers. */
export const isReachable = new Store(true);

const RETRY_MS = 1_000;

let isLooking = false;

/** Sees whether the Worker answers, until it does. */
export async function look(): Promise<void> {
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
