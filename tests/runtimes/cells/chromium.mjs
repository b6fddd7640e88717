// Chromium: a page without a bundler, and its workers. Bundled pages are in bundlers.mjs.
import { bundlers } from "../browsers/bundlers.mjs";
import { browserCell } from "../browsers/cell.mjs";
import { CHROMIUM as browser } from "../browsers/launch.mjs";
import { bundledBy, unbundled } from "../browsers/ways.mjs";

/** @type {import("../cell.mjs").Cell[]} */
export const cells = [
  browserCell("Chromium, page, not bundled", { browser, place: "page", way: unbundled }),
  browserCell("Chromium, module worker", {
    ...{ browser, place: "module worker", way: bundledBy(bundlers.Vite) },
  }),
  browserCell("Chromium, service worker", {
    ...{ browser, place: "service worker", way: bundledBy(bundlers.esbuild) },
  }),
];
