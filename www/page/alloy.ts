// How this page uses the package: everything that it asks of Alloy is asked here.
import {
  AlloyConnectivity,
  type ActionOptions,
  type BatchCall,
  type BatchProgress,
  type Connection,
} from "alloy-connectivity";
import { connectWithPopup, readConnectOutcome } from "alloy-connectivity/browser";
import { nextPage } from "./pagination.js";
import { record } from "./timeline/record.js";

export { connectWithPopup, readConnectOutcome };

export const alloy = new AlloyConnectivity({
  // The Worker's handler. It holds the key; here there is none.
  baseUrl: "/alloy",
  // In this dialect the client checks what a form has against the action's schema before it is sent.
  dialect: "reference",
  observe: (event) => record("page", event, Date.now()),
});

/** One action, with what it is given. */
export interface Call {
  readonly connectorId: string;
  readonly actionId: string;
  readonly parameters: Record<string, unknown>;
  readonly connectionId: string;
  /** Whether it may be sent again after a failure that may have come too late to stop it. */
  readonly idempotent: boolean;
}

/** The visitor's connections, the newest first. */
export async function connectionsOf(signal: AbortSignal): Promise<Connection[]> {
  const connections = await alloy.listConnections({ signal });
  return connections.sort((a, b) => (b.createdAt ?? "").localeCompare(a.createdAt ?? ""));
}

/** The answers of an action: one, or page by page. */
export async function* answersOf(
  call: Call,
  isPaged: boolean,
  signal: AbortSignal,
): AsyncGenerator<unknown, void> {
  const { connectorId, actionId, parameters } = call;
  const options = { ...optionsOf(call), signal };
  if (!isPaged) {
    yield await alloy.executeAction(connectorId, actionId, parameters, options);
    return;
  }
  yield* alloy
    .paginate(connectorId, actionId, parameters, { ...options, cursor: nextPage })
    .pages();
}

/** The same call many times. */
export function repeat(
  call: Call,
  times: number,
  concurrency: number,
  onProgress: (progress: BatchProgress) => void,
  signal: AbortSignal,
): Promise<PromiseSettledResult<unknown>[]> {
  const { connectorId, actionId, parameters } = call;
  const one: BatchCall = { connectorId, actionId, parameters, options: optionsOf(call) };
  return alloy.batch(Array<BatchCall>(times).fill(one), { concurrency, onProgress, signal });
}

const optionsOf = ({ connectionId, idempotent }: Call): ActionOptions => ({
  connectionId,
  idempotent,
});
