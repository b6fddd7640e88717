import { ask } from "./ask.js";
import { connectPanel } from "./connect-panel.js";
import { listConnections } from "./connections-list.js";
import { byId } from "./element.js";
import { flowPanel } from "./flow-panel.js";

flowPanel(listConnections);
// When it is not known, the panels say why.
showService().catch(() => {});
await connectPanel();
await listConnections();

/** Says which Alloy stands behind the Worker. */
async function showService(): Promise<void> {
  const { isSandbox } = await ask<{ isSandbox: boolean }>("GET", "/api/service");
  const badge = byId("service", HTMLElement);
  badge.textContent = isSandbox ? "Sandbox" : "Live";
  badge.hidden = false;
  byId("service-sentence", HTMLElement).textContent = isSandbox
    ? "Behind it stands the package’s own sandbox, an Alloy in memory with a Notion in it, which needs no account."
    : "Behind it stands Alloy itself: the flow writes a page into the Notion that is connected.";
}
