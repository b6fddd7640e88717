// A page that has a service worker do its task.
import { begin } from "./begin.mjs";
import { ask } from "./messages.mjs";

begin(async (argument) => {
  const { serviceWorker } = navigator;
  await serviceWorker.register("./service-worker.js", { type: "module" });
  const { active } = await serviceWorker.ready;
  return ask((...message) => active.postMessage(...message), argument);
});
