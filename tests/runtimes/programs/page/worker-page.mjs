// A page that has a module worker do its task.
import { begin } from "./begin.mjs";
import { ask } from "./messages.mjs";

begin((argument) => {
  const worker = new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" });
  const failed = new Promise((_, reject) => {
    worker.addEventListener("error", ({ message }) => reject(new Error(`the worker: ${message}`)));
  });
  return Promise.race([ask((...message) => worker.postMessage(...message), argument), failed]);
});
