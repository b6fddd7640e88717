import { getService } from "./demo.js";
import { Store } from "./store.js";

/** Whether the Worker answers. */
export const isReachable = new Store(true);

/** Sees whether the Worker answers. */
export async function look(): Promise<void> {
  isReachable.set(
    await getService(AbortSignal.timeout(5_000)).then(
      () => true,
      () => false,
    ),
  );
}

addEventListener("offline", () => isReachable.set(false));
addEventListener("online", () => void look());
