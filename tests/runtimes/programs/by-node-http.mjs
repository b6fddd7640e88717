// As by-import.mjs, with `alloy-connectivity/node` where fetch is wanted.
import * as sdk from "alloy-connectivity";
import { fetch } from "alloy-connectivity/node";
import * as offers from "./node-offers.mjs";
import { run } from "./run.mjs";

const world = JSON.parse(process.argv[2]);
let calls = 0;
// Clients look it up at each call, and so do the checks that pass on what they have seen.
globalThis.fetch = (...request) => {
  calls += 1;
  return fetch(...request);
};
const results = await run(sdk, { ...world, ...offers });
results.push({ name: "calls went over node:http", ok: calls > 0, error: "none did" });
process.stdout.write(JSON.stringify(results));
