import * as sdk from "alloy-connectivity";
import { refusals } from "./browser-refusals.mjs";
import { run } from "./run.mjs";

const worker = new Worker(new URL("./page-worker.mjs", import.meta.url), { type: "module" });
const refusedInWorker = new Promise((resolve, reject) => {
  worker.addEventListener("message", ({ data }) => resolve(data));
  worker.addEventListener("error", ({ message }) => reject(new Error(message)));
});

// For the test that opened the page.
globalThis.conformance = {
  run: (world) => run(sdk, world),
  refusals: () => refusals(sdk),
  refusalsInWorker: () => refusedInWorker,
};
