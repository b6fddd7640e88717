import type { Connection } from "alloy-connectivity";
import { ask } from "./ask.js";
import { byId, element } from "./element.js";
import { failureNotice, notice } from "./notice.js";

const SHOWN = 5;

/** Shows what is connected now. */
export async function listConnections(): Promise<void> {
  const list = byId("connections", HTMLElement);
  if (!list.hasChildNodes()) list.replaceChildren(notice("busy", "Looking what is connected…"));
  try {
    const connections = await ask<Connection[]>("GET", "/api/connections");
    list.replaceChildren(...describe(connections));
  } catch (error) {
    list.replaceChildren(failureNotice(error));
  }
}

function describe(connections: readonly Connection[]): readonly HTMLElement[] {
  if (connections.length === 0) {
    return [element("p", { class: "empty" }, "Nothing is connected yet.")];
  }
  const newestFirst = [...connections].sort((a, b) => timeOf(b).localeCompare(timeOf(a)));
  const cards = element("ul", { class: "cards" }, ...newestFirst.slice(0, SHOWN).map(card));
  const older = connections.length - SHOWN;
  if (older <= 0) return [cards];
  return [cards, element("p", { class: "soft" }, `and ${older} older`)];
}

function timeOf({ createdAt }: Connection): string {
  return createdAt ?? "";
}

function card({ id, connectorId, name, createdAt }: Connection): HTMLElement {
  const made = createdAt === null ? "" : new Date(createdAt).toLocaleString();
  return element(
    "li",
    {},
    element("strong", {}, name ?? connectorId ?? "Connection"),
    element("code", {}, id),
    element("span", { class: "soft" }, made),
  );
}
