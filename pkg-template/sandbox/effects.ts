import type { Execution } from "./connectors/connector.js";
import type { Call } from "./route.js";
import type { JournalEffectKind } from "./types.js";

/** Writes down what a call changed. */
export function effect(
  call: Call,
  kind: JournalEffectKind,
  id: string,
  connectorId: string | null = null,
): void {
  const { requestId } = call.get("entry");
  call.get("world").effect(kind, id, { userId: call.get("userId"), connectorId, requestId });
}

/** What a connector is given to do something for a call's user. */
export function executionOf(
  call: Call,
  connectorId: string,
  input: Pick<Execution, "path" | "query" | "body">,
): Execution {
  return {
    ...input,
    userId: call.get("userId"),
    effect: (kind, id) => effect(call, kind, id, connectorId),
  };
}
