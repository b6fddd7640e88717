// A consumer of the loader that leaves the module's loading to the page.
import init, { AlloyConnectivity, initSync, type AlloyModule } from "alloy-connectivity/web";
import { AlloyConnectivity as FromIndex } from "alloy-connectivity";

export async function loads(bytes: Uint8Array<ArrayBuffer>): Promise<AlloyConnectivity> {
  const source: AlloyModule = new URL("https://host.example/alloy.wasm");
  await init({ module_or_path: source });
  await init({ module_or_path: fetch("/alloy.wasm") });
  initSync({ module: bytes });
  initSync({ module: new WebAssembly.Module(bytes) });

  // @ts-expect-error: where the module comes from must be said
  await init();
  // @ts-expect-error: an object, so that more can come into it
  initSync(bytes);

  const client: FromIndex = new AlloyConnectivity({ baseUrl: "/alloy" });
  return client;
}
