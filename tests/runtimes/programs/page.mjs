import * as sdk from "alloy-connectivity";
import { refusals } from "./browser-refusals.mjs";
import { run } from "./run.mjs";

const worker = new Worker(new URL("./page-worker.mjs", import.meta.url), { type: "module" });
const refusedInWorker = new Promise((resolve, reject) => {
  worker.addEventListener("message", ({ data }) => resolve(data));
  worker.addEventListener("error", ({ message }) => reject(new Error(message)));
});

const frame = document.body.appendChild(document.createElement("iframe")).contentWindow;

/** Of a frame's realm: no instance of this page's Response. */
const foreignResponse = (text) =>
  frame.Promise.resolve(new frame.Response(text, { headers: { "x-request-id": "abroad" } }));

// For the test that opened the page.
globalThis.conformance = {
  run: (world) => run(sdk, { ...world, foreignResponse }),
  refusals: () => refusals(sdk),
  refusalsInWorker: () => refusedInWorker,
};
