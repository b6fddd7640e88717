import { gzipSync } from "node:zlib";
import { contenders, whyNotIn } from "../contenders.mjs";
import { bundleWorker } from "../workerd/bundle.mjs";

/**
 * What each package adds to a Worker, in bytes: bundled and minified, raw and by gzip -9. Of ours
 * the files that a Worker takes are counted as they are, `own`, which bundling would make smaller.
 *
 * @param {{ names: string[], own: { raw: number, gzip: number } }} options
 */
export async function measureSizes({ names, own }) {
  const sizes = {};
  const leftOut = {};
  for (const name of names.filter((name) => contenders[name].package)) {
    const reason = whyNotIn("workerd", name);
    if (reason) leftOut[name] = reason;
    else if (contenders[name].isOurs) sizes[name] = { raw: own.raw, gzip: own.gzip };
    else {
      try {
        sizes[name] = await bundledSize(contenders[name]);
      } catch (error) {
        leftOut[name] = error.message;
      }
    }
  }
  return { sizes, leftOut };
}

async function bundledSize({ package: specifier, export: name = "default" }) {
  const modules = await bundleWorker(`export { ${name} as client } from "${specifier}";`);
  const count = (of) => modules.reduce((total, { contents }) => total + of(contents), 0);
  return {
    raw: count((bytes) => bytes.length),
    gzip: count((bytes) => gzipSync(bytes, { level: 9 }).length),
  };
}
