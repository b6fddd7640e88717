// Puts the demo into target/www: worker.js with the wasm beside it, and public/ with what browsers load.
// Run by itself, as `wrangler` does, it first builds the package that goes in.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../scripts/build.mjs";
import { withLock } from "../scripts/lock.mjs";
import { fromRoot, pkgDir } from "../scripts/paths.mjs";

export const outDir = fromRoot("target/www");
const publicDir = join(outDir, "public");

export async function bundle() {
  const { build: esbuild } = await import("esbuild");
  const common = {
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    // The checkout's tsconfig.json points to the package's sources, for the type check.
    tsconfigRaw: {},
    logLevel: "error",
  };
  const bundles = await Promise.all([
    esbuild({
      ...common,
      entryPoints: [fromRoot("www/worker.ts")],
      outdir: outDir,
      alias: packageIn("workerd"),
      loader: { ".wasm": "copy" },
      assetNames: "[name]",
    }),
    esbuild({
      ...common,
      entryPoints: [{ in: fromRoot("www/page/main.tsx"), out: "page" }],
      outdir: publicDir,
      alias: {
        ...packageIn("browser"),
        "markdown-to-jsx/react": fromRoot("www/page/form/plain-text.ts"),
      },
      jsx: "automatic",
      jsxImportSource: "preact",
      minify: true,
      define: { "process.env.NODE_ENV": '"production"' },
    }),
  ]);
  const files = [...bundles.flatMap(({ outputFiles }) => outputFiles), ...staticFiles()];
  await withLock(fromRoot("target/www.lock"), async () => {
    mkdirSync(publicDir, { recursive: true });
    for (const { path, contents } of files) replace(path, contents);
    // What a page of old had would be served, and deployed.
    const kept = new Set(files.map(({ path }) => path));
    for (const name of readdirSync(publicDir)) {
      if (!kept.has(join(publicDir, name))) rmSync(join(publicDir, name), { recursive: true });
    }
  });
}

/** The files of pkg/ that a bundler takes for the condition where the package is installed. */
function packageIn(condition) {
  const { name, exports } = JSON.parse(readFileSync(join(pkgDir, "package.json"), "utf8"));
  // A file of the package's own comes before the package: aliases also stand for what is below them.
  const entries = Object.entries(exports)
    .filter(([, files]) => files.default)
    .reverse();
  return Object.fromEntries(
    entries.map(([path, files]) => [
      join(name, path),
      join(pkgDir, files[condition] ?? files.default),
    ]),
  );
}

/** What the page has beside what is bundled. */
function staticFiles() {
  const page = fromRoot("www/page");
  return readdirSync(page, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.tsx?$/.test(entry.name))
    .map(({ name }) => ({ path: join(publicDir, name), contents: readFileSync(join(page, name)) }));
}

// A file that is as it should be stays untouched, and another one is never seen half written: the Worker of a
// second `npm start` may be reading them.
function replace(path, contents) {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  const aside = join(dirname(path), `.${process.pid}.tmp`);
  writeFileSync(aside, contents);
  renameSync(aside, path);
}

const program = process.argv[1];
if (program && realpathSync(program) === fileURLToPath(import.meta.url)) {
  await build();
  await bundle();
}
