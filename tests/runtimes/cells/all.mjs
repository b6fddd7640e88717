// Every cell of the matrix, in the table's order.
import { cells as bun } from "./bun.mjs";
import { cells as bundlers } from "./bundlers.mjs";
import { cells as chromium } from "./chromium.mjs";
import { cells as deno } from "./deno.mjs";
import { cells as edgeRuntime } from "./edge-runtime.mjs";
import { cells as firefox } from "./firefox.mjs";
import { cells as node } from "./node.mjs";
import { cells as workerd } from "./workerd.mjs";

/** @type {import("../cell.mjs").Cell[]} */
export const cells = [
  ...[...node, ...deno, ...bun, ...workerd, ...edgeRuntime],
  ...[...bundlers, ...chromium, ...firefox],
];
