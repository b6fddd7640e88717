import type { ConnectOutcome } from "alloy-connectivity/browser";

/** What has become of an attempt to connect, in a sentence. */
export function told(outcome: ConnectOutcome, name: string): string {
  switch (outcome.status) {
    case "connected":
      return `${name} is connected.`;
    case "denied":
      return `You did not allow it: ${name} is not connected.`;
    case "failed":
      return `${name} could not be connected: ${outcome.error}.`;
    case "closed":
      return `The window was closed before an answer: ${name} is not connected.`;
  }
}
