// A consumer's folder: the package from its tarball, the examples, and what they take from npm besides.
import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { installTarball } from "../runtimes/tarball.mjs";

const BESIDES = ["hono", "@hono"];

export async function openConsumer() {
  const { folder, installed } = await installTarball();
  const fromRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
  for (const name of BESIDES) {
    symlinkSync(fromRoot(`node_modules/${name}`), join(folder, "node_modules", name));
  }
  cpSync(fromRoot("examples"), join(folder, "examples"), { recursive: true });
  const load = (file) => import(pathToFileURL(join(installed, file)).href);
  const [{ AlloyConnectivity }, { createSandbox }, { serve }] = await Promise.all(
    ["node.js", "sandbox/index.js", "sandbox/node.js"].map(load),
  );
  return {
    folder,
    AlloyConnectivity,
    /** An Alloy of an example's own. */
    async openSandbox() {
      const sandbox = createSandbox({ apiKey: "the-key-that-nobody-but-the-edge-may-see" });
      const { url, close } = await serve(sandbox);
      return { ...sandbox, users: sandbox.users, url, close };
    },
  };
}
