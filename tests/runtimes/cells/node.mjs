// Node in its major releases, by import and by require; and over `alloy-connectivity/node`.
import { nodeOf } from "../../../scripts/setup/runtimes.mjs";
import { BY_REQUIRE } from "../first-call.mjs";
import { openUnbundled } from "./unbundled.mjs";

export const MAJORS = [20, 22, 24];

const BY_IMPORT = { checks: "programs/by-import.mjs" };
const REQUIRED = { checks: "programs/by-require.cjs", loading: BY_REQUIRE, extension: "cjs" };
const OVER_HTTP = {
  checks: "programs/by-node-http.mjs",
  imports: ["alloy-connectivity", "alloy-connectivity/node"],
  loading: `
    import { AlloyConnectivity } from "alloy-connectivity";
    import { fetch } from "alloy-connectivity/node";
    globalThis.fetch = fetch;`,
};

/** @returns {import("../cell.mjs").Cell[]} of a major release */
export const cellsOf = (major) => [
  { name: `Node ${major}, by import`, open: opening(major, BY_IMPORT) },
  { name: `Node ${major}, by require`, open: opening(major, REQUIRED) },
  { name: `Node ${major}, over node:http`, open: opening(major, OVER_HTTP) },
];

export const cells = MAJORS.flatMap(cellsOf);

function opening(major, way) {
  return async (consumer) => {
    const found = nodeOf(major);
    if ("missing" in found) return found;
    return openUnbundled(consumer, { condition: "node", ...found, ...way });
  };
}
