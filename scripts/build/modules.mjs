import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { fromRoot, root } from "../paths.mjs";
import { Failure } from "../progress.mjs";

/**
 * The package's TypeScript entry points, by their path in pkg-template; `neutral` may not use node's modules.
 * Those that Workers and pages ship are minified.
 *
 * @type {{ entry: string, platform: "neutral" | "node", minify?: boolean }[]}
 */
export const ENTRY_POINTS = [
  { entry: "sandbox/index", platform: "neutral" },
  { entry: "sandbox/node", platform: "node" },
  { entry: "node/index", platform: "node" },
  { entry: "digest/md5", platform: "neutral" },
  { entry: "worker/index", platform: "neutral", minify: true },
  { entry: "guide/index", platform: "neutral" },
  { entry: "uapi/index", platform: "neutral" },
];

/** Bundles each entry point, with what it takes from npm, into one file; gives the packages that went in. */
export async function bundleModules(stage) {
  const { build } = await import("esbuild");
  const inputs = [];
  for (const { entry, platform, minify = false } of ENTRY_POINTS) {
    if (!existsSync(source(entry))) throw new Failure(`pkg-template/${entry}.ts is missing.`);
    const { metafile } = await build({
      entryPoints: [source(entry)],
      outfile: resolve(stage, `${entry}.js`),
      absWorkingDir: root,
      bundle: true,
      format: "esm",
      target: "es2022",
      platform,
      minify,
      external: ["alloy-connectivity", "alloy-connectivity/*", "../core/alloy.js"],
      plugins: [otherEntryPointsAreExternal(entry)],
      legalComments: "none",
      metafile: true,
      logLevel: "error",
    });
    inputs.push(...Object.keys(metafile.inputs));
  }
  return new Set(inputs.flatMap((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []));
}

// An entry point that imports another one must meet it as its users do: one module, one identity.
function otherEntryPointsAreExternal(self) {
  const others = new Map(
    ENTRY_POINTS.filter(({ entry }) => entry !== self).map(({ entry }) => [source(entry), entry]),
  );
  return {
    name: "other-entry-points-are-external",
    setup({ onResolve }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir }) => {
        const other = others.get(resolve(resolveDir, path.replace(/\.js$/, ".ts")));
        if (other === undefined) return undefined;
        const from = relative(dirname(self), `${other}.js`);
        return { path: from.startsWith(".") ? from : `./${from}`, external: true };
      });
    },
  };
}

const source = (entry) => fromRoot(`pkg-template/${entry}.ts`);
