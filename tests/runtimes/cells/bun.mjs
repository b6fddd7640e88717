// Bun.
import { openProgramOf } from "./npm-program.mjs";

/** @type {import("../cell.mjs").Cell[]} */
export const cells = [
  {
    name: "Bun",
    open: openProgramOf("@oven/bun-linux-x64/bin/bun", {
      env: { DO_NOT_TRACK: "1" },
      checks: "programs/bun.mjs",
      condition: "bun",
    }),
  },
];
