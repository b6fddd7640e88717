// Deno, with leave to use the network and nothing else.
import { openProgramOf } from "./npm-program.mjs";

/** @type {import("../cell.mjs").Cell[]} */
export const cells = [
  {
    name: "Deno",
    open: openProgramOf("@deno/linux-x64-glibc/deno", {
      // The other flags keep it from asking, and from reaching for anything.
      flags: ["run", "--allow-net", "--no-prompt", "--no-remote", "--no-lock"],
      env: { DENO_NO_UPDATE_CHECK: "1" },
      checks: "programs/deno.mjs",
      condition: "deno",
    }),
  },
];
