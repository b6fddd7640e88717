import type { Ending, Step } from "../steps.js";
import { askLines } from "./ask.js";
import { byId, element } from "./element.js";
import { FlowTable } from "./flow-table.js";
import { failureNotice, notice } from "./notice.js";

/** The button that runs the flow, and the requests that it takes. */
export function flowPanel(onEnd: () => void): void {
  const button = byId("flow-run", HTMLButtonElement);
  const outcome = byId("flow-outcome", HTMLElement);
  const steps = byId("flow-steps", HTMLElement);
  steps.append(element("p", { class: "empty" }, "No request yet: run the flow to see them here."));

  button.addEventListener("click", async () => {
    button.disabled = true;
    const table = new FlowTable();
    steps.replaceChildren(table.element);
    outcome.replaceChildren(notice("busy", "The flow is running…"));
    try {
      outcome.replaceChildren(describe(await run(table), table));
    } catch (error) {
      outcome.replaceChildren(failureNotice(error));
    }
    button.disabled = false;
    button.textContent = "Run it again";
    onEnd();
  });
}

async function run(table: FlowTable): Promise<Ending | undefined> {
  for await (const line of askLines<Step | Ending>("POST", "/api/flow")) {
    if ("done" in line) return line;
    table.add(line);
  }
  return undefined;
}

function describe(ending: Ending | undefined, { lastStep }: FlowTable): HTMLElement {
  if (!ending) return notice("bad", "The flow broke off before its end.");
  const { ok, steps, requests, ms } = ending;
  const total = `(steps: ${steps}, requests: ${requests}, ${ms} ms)`;
  return ok
    ? notice("good", `Every step held ${total}`)
    : notice("bad", `“${lastStep}” did not hold ${total}`);
}
