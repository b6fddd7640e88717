// The package as users get it, and what the tests need of it.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installTarball } from "../runtimes/tarball.mjs";

export const { folder, installed } = await installTarball();

const { resolve } = createRequire(join(folder, "package.json"));
const load = (name) => import(pathToFileURL(resolve(name)).href);

export const sdk = await load("alloy-connectivity");
export const { AlloyConnectivity } = sdk;
export const { createAlloyHandler, memoryStateStore, AlloyStateStore } = await load(
  "alloy-connectivity/worker",
);
export const { createSandbox } = await load("alloy-connectivity/sandbox");
export const { serve } = await load("alloy-connectivity/sandbox/node");
