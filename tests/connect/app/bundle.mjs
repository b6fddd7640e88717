// The app, bundled from the package as it is installed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { bundleWorker } from "../../runtimes/workerd.mjs";

/** The page's script, which is what its bundler makes of it. */
export async function bundlePage(folder) {
  const { outputFiles } = await build({
    entryPoints: [join(folder, "app/page.mjs")],
    absWorkingDir: folder,
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    logLevel: "error",
  });
  return outputFiles[0].text;
}

export const readPage = (folder) => readFileSync(join(folder, "app/page.html"), "utf8");

export const bundleApp = (folder, constants) => bundleWorker(folder, "app/worker.mjs", constants);
