// A page in Chromium, by each of the bundlers.
import { bundlers } from "../browsers/bundlers.mjs";
import { browserCell } from "../browsers/cell.mjs";
import { CHROMIUM as browser } from "../browsers/launch.mjs";
import { bundledBy } from "../browsers/ways.mjs";

/** @type {import("../cell.mjs").Cell[]} */
export const cells = Object.entries(bundlers).map(([name, bundle]) =>
  browserCell(`Chromium, page, bundled by ${name}`, {
    ...{ browser, place: "page", way: bundledBy(bundle) },
  }),
);
