import { openSandbox, WAYS } from "./calls.mjs";

export const POST_ACTION = "POST /connectors/{connectorId}/actions/{actionId}";
export const LIST = "GET /connectors";
export const MESSAGE = "/connectors/slack/actions/chat_postMessage";

/** A sandbox with a Slack connection, reached by a plain fetch. */
export async function openFaulty(test, way = "in process", options = undefined) {
  const opened = openSandbox(options);
  const { sandbox } = opened;
  const credentialId = await opened.connect("slack");
  const { fetch, origin } = await WAYS[way](test, sandbox);
  sandbox.journal.clear();
  const headers = { authorization: `Bearer ${sandbox.apiKey}`, "x-api-version": "2025-09" };
  /** A read. */
  const list = (init) => fetch(`${origin}/connectors`, { headers, ...init });
  /** A write, whose effect is in the journal. */
  const write = (text = "Hello", init = undefined) => {
    const body = JSON.stringify({ credentialId, parameters: { channel: "general", text } });
    return fetch(`${origin}${MESSAGE}`, { method: "POST", headers, body, ...init });
  };
  return { ...opened, list, write, origin };
}

/** What the journal says of the latest request: `[fault, status, effects]`. */
export function latest({ journal }) {
  const { fault, status, requestId } = journal.requests.at(-1);
  const effects = journal.effects.filter((effect) => effect.requestId === requestId);
  return [fault, status, effects.length];
}

/** Waits for something that is bound to come about. */
export async function until(holds) {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}
