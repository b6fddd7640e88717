// This package with everything that a call may pass through: the gate, never closed, and an observer.
import connectAlloy from "./alloy.mjs";

export default function connect(options) {
  return connectAlloy({
    ...options,
    rateLimit: { requestsPerSecond: 1_000_000 },
    observe: () => {},
  });
}
