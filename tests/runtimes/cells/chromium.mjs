// Chromium's workers. Its pages are with the bundlers (bundlers.mjs).
import { bundlers } from "../browsers/bundlers.mjs";
import { browserCell } from "../browsers/cell.mjs";
import { CHROMIUM as browser } from "../browsers/launch.mjs";
import { bundledBy } from "../browsers/ways.mjs";

/** @type {import("../cell.mjs").Cell[]} */
export const cells = [
  browserCell("Chromium, module worker", {
    ...{ browser, place: "module worker", way: bundledBy(bundlers.Vite) },
  }),
  browserCell("Chromium, service worker", {
    ...{ browser, place: "service worker", way: bundledBy(bundlers.esbuild) },
  }),
];
