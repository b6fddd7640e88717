// A page in Chromium, by each of the bundlers and by none.
import { bundlers } from "../browsers/bundlers.mjs";
import { browserCell } from "../browsers/cell.mjs";
import { CHROMIUM } from "../browsers/launch.mjs";
import { bundledBy, unbundled } from "../browsers/ways.mjs";

const inPage = (name, way) => browserCell(name, { browser: CHROMIUM, place: "page", way });

/** @type {import("../cell.mjs").Cell[]} */
export const cells = [
  ...Object.entries(bundlers).map(([name, bundle]) =>
    inPage(`Chromium, page, bundled by ${name}`, bundledBy(bundle)),
  ),
  inPage("Chromium, page, not bundled", unbundled),
];
