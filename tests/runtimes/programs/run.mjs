// What every program does with the package that its runtime gave it.
import { conform } from "../conformance/conform.mjs";

/** Runs the checks, with one more at the end: that nothing was thrown past them. */
export async function run(sdk, world) {
  const uncaught = watch();
  const results = await conform(sdk, world);
  results.push({
    name: "nothing was thrown past the promises",
    ok: uncaught.length === 0,
    error: uncaught.join("\n"),
  });
  return results;
}

/** A panic in the module settles no promise. It surfaces here, and in Node it would end the process. */
function watch() {
  const uncaught = [];
  const note = (error) => uncaught.push(String(error?.stack ?? error));
  if (typeof addEventListener === "function") {
    addEventListener("error", (event) => note(event.error ?? event.message));
    addEventListener("unhandledrejection", (event) => note(event.reason));
  } else {
    process.on("uncaughtException", note);
  }
  return uncaught;
}
