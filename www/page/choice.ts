import { Store } from "./store.js";

/** What the visitor has chosen. It is kept in the address alone, as `#connector/action`. */
export interface Choice {
  readonly connectorId?: string;
  readonly actionId?: string;
}

export const choice = new Store<Choice>(read());

addEventListener("hashchange", () => choice.set(read()));

export function choose(connectorId: string, actionId?: string): void {
  const ids = actionId === undefined ? [connectorId] : [connectorId, actionId];
  location.hash = ids.map(encodeURIComponent).join("/");
}

function read(): Choice {
  try {
    const [connectorId, actionId] = location.hash.slice(1).split("/").map(decodeURIComponent);
    return { ...(connectorId && { connectorId }), ...(actionId && { actionId }) };
  } catch {
    return {};
  }
}
