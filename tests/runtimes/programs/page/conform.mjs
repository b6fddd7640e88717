import { refusals } from "../browser-refusals.mjs";
import { run } from "../run.mjs";

/** The checks, and that no key comes into a browser unseen. */
export async function conform(sdk, world) {
  passByTheCache();
  const offers = typeof document === "object" ? { foreignResponse: fromFrame() } : {};
  return [...refusals(sdk), ...(await run(sdk, { ...world, ...offers }))];
}

/**
 * Now and then a busy Chromium sent a GET twice, in workers: its cache is thought to begin a request anew that it
 * cannot keep. Here requests are counted.
 */
function passByTheCache() {
  const { fetch } = globalThis;
  globalThis.fetch = (url, init) => fetch(url, { ...init, cache: "no-store" });
}

/** Makes Responses of a frame's realm: they are no instances of this page's Response. */
function fromFrame() {
  const frame = document.body.appendChild(document.createElement("iframe")).contentWindow;
  return (text) =>
    frame.Promise.resolve(new frame.Response(text, { headers: { "x-request-id": "abroad" } }));
}
