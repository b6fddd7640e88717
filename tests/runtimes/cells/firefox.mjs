// Firefox: a page that fetches the module, and a worker with the module in its bundle.
import { bundlers } from "../browsers/bundlers.mjs";
import { browserCell } from "../browsers/cell.mjs";
import { FIREFOX as browser } from "../browsers/launch.mjs";
import { bundledBy, unbundled } from "../browsers/ways.mjs";

/** @type {import("../cell.mjs").Cell[]} */
export const cells = [
  browserCell("Firefox, page", { browser, place: "page", way: bundledBy(bundlers.Rollup) }),
  browserCell("Firefox, page, not bundled", { browser, place: "page", way: unbundled }),
  browserCell("Firefox, module worker", {
    ...{ browser, place: "module worker", way: bundledBy(bundlers.webpack) },
  }),
];
