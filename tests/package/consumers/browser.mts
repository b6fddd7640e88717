// A consumer of what pages connect with.
import {
  ConnectError,
  connectWithPopup,
  readConnectOutcome,
  redirectToConnect,
  type ConnectOutcome,
  type PopupOptions,
} from "alloy-connectivity/browser";

export async function connects(options: PopupOptions): Promise<string> {
  // @ts-expect-error: no such way
  await connectWithPopup("notion", { fallback: "iframe" });
  const outcome: ConnectOutcome = await connectWithPopup("notion", options);
  // @ts-expect-error: not every outcome has a connection
  outcome.connectionId;
  switch (outcome.status) {
    case "connected":
      return outcome.connectionId;
    case "denied":
    case "failed":
      return `${outcome.error} ${outcome.flow}`;
    case "closed":
      return outcome.connectorId;
  }
}

export function leaves(): Promise<never> {
  return redirectToConnect("notion", { returnTo: "/settings", data: { shop: "ours" } });
}

export function reads(): string | undefined {
  return readConnectOutcome()?.status ?? readConnectOutcome(new URL("https://a.example"))?.status;
}

export function fails(error: unknown): string | number | undefined {
  return error instanceof ConnectError ? error.code || error.status : undefined;
}
