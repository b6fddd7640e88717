import { Store } from "./store.js";

/** What has just happened, for those who do not see it happen. */
export const announced = new Store("");

export function announce(text: string): void {
  announced.set(text);
}
