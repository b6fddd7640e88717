// Bundlers, each set up as its documentation has one begin.
import { basename, dirname } from "node:path";
import { promisify } from "node:util";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import * as vite from "vite";
import webpack from "webpack";
import { writePage } from "./site.mjs";

/**
 * Each makes a site of scripts, of which the first is the page's. Vite and webpack find a worker by
 * themselves.
 *
 * @type {Record<string, (scripts: string[], site: string) => Promise<void>>}
 */
export const bundlers = {
  async Vite([script], site) {
    const root = dirname(script);
    writePage(root, `<script type="module" src="./${basename(script)}"></script>`);
    await vite.build({
      ...{ root, configFile: false, logLevel: "error" },
      build: { outDir: site },
      // The old format, its default, is for classic workers.
      worker: { format: "es" },
    });
  },

  async esbuild(scripts, site) {
    await esbuild.build({
      ...{ entryPoints: scripts, outdir: site },
      ...{ bundle: true, minify: true, format: "esm", logLevel: "silent" },
    });
    writePage(site, moduleScript(scripts[0]));
  },

  async webpack([script], site) {
    const filename = outputOf(script);
    const compiler = webpack({
      ...{ mode: "production", entry: script, context: dirname(script) },
      output: { path: site, filename },
    });
    const stats = await promisify((done) => compiler.run(done))();
    await promisify((done) => compiler.close(done))();
    if (stats.hasErrors()) throw new Error(stats.toString("errors-only"));
    writePage(site, `<script defer src="./${filename}"></script>`);
  },

  async Rollup(scripts, site) {
    const bundle = await rollup({ input: scripts, plugins: [nodeResolve({ browser: true })] });
    await bundle.write({ dir: site, format: "es" });
    await bundle.close();
    writePage(site, moduleScript(scripts[0]));
  },
};

const outputOf = (script) => `${basename(script, ".mjs")}.js`;
const moduleScript = (script) => `<script type="module" src="./${outputOf(script)}"></script>`;
