import type { Dialect } from "alloy-connectivity";
import type { Step } from "../steps.js";
import { element } from "./element.js";

const TITLES: Readonly<Record<Dialect, string>> = {
  guide: "In the guide’s dialect",
  reference: "In the reference’s dialect",
  auto: "In the dialect that Alloy answers",
};
const COLUMNS = ["Step", "Method", "Path", "Status", "ms"];

/** A table that grows by one row a step. The roles are spelt out, since narrow screens lay its rows out as grids. */
export class FlowTable {
  readonly element: HTMLTableElement;
  lastStep = "";
  #dialect: Dialect | undefined;

  constructor() {
    const heads = COLUMNS.map((name) =>
      element("th", { role: "columnheader", scope: "col" }, name),
    );
    this.element = element(
      "table",
      { role: "table", "aria-labelledby": "flow-title" },
      element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...heads)),
    );
  }

  add(step: Step): void {
    this.lastStep = step.name;
    if (step.dialect !== this.#dialect) this.#open(step.dialect);
    this.element.tBodies.item(this.element.tBodies.length - 1)?.append(row(step));
  }

  #open(dialect: Dialect): void {
    this.#dialect = dialect;
    const span = { role: "columnheader", scope: "rowgroup", colspan: String(COLUMNS.length) };
    const title = element("tr", { role: "row" }, element("th", span, TITLES[dialect]));
    this.element.append(element("tbody", { role: "rowgroup" }, title));
  }
}

function row({ name, method, path, status, ms, ok, skipped, detail, hint }: Step): HTMLElement {
  const state = skipped ? "skipped" : ok ? "held" : "failed";
  const mark = element("span", { class: "mark" }, element("span", { class: "spoken" }, state));
  const said = [detail, hint].flatMap((text) => (text ? [element("p", {}, text)] : []));
  return element(
    "tr",
    { role: "row", class: state },
    cell("name", mark, name, ...said),
    cell("method", method ?? ""),
    cell("path", ...breakable(path ?? "no request")),
    cell("status", String(status ?? "")),
    cell("ms", String(ms ?? "")),
  );
}

/** A path that wraps after a slash rather than within a word. */
function breakable(path: string): (Node | string)[] {
  return path.split(/(?<=\/)(?=.)/).flatMap((part) => [part, element("wbr")]);
}

function cell(name: string, ...children: readonly (Node | string)[]): HTMLElement {
  return element("td", { role: "cell", class: name }, ...children);
}
