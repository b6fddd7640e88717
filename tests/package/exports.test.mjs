// The manifest's promises: who is given which file, and what is in the tarball.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir, tmpdir, userInfo } from "node:os";
import { join, sep } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { isText } from "../../scripts/build/texts.mjs";
import { fromRoot } from "../../scripts/paths.mjs";
import { installTarball, packing } from "../runtimes/tarball.mjs";
import { declaredClasses } from "./declarations.mjs";

const { folder, installed } = await installTarball();
const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
const { files } = await packing();
const paths = files.map(({ path }) => path).sort();

const FILES = [
  "CHANGELOG.md",
  "LICENSE",
  "LICENSE-APACHE",
  "LICENSE-MIT",
  "README.md",
  "THIRD-PARTY-LICENSES",
  "browser/error.d.ts",
  "browser/index.d.ts",
  "browser/index.js",
  "browser/outcome.d.ts",
  "browser/popup.d.ts",
  "browser/redirect.d.ts",
  "browser/types.d.ts",
  "core/alloy.js",
  "core/alloy_bg.wasm",
  "core/alloy_bg.wasm.js",
  "digest.js",
  "digest/md5.d.ts",
  "digest/md5.js",
  ...[
    "README.md",
    "actions.md",
    "connections.md",
    "dialects.md",
    "edge-handler.md",
    "errors-and-retries.md",
    "from-alloy-node.md",
    "from-the-guide.md",
    "observing.md",
    "quick-start.md",
    "records.md",
    "testing.md",
  ].map((name) => `docs/${name}`),
  "edge.js",
  "guide/config.d.ts",
  "guide/index.d.ts",
  "guide/index.js",
  "guide/notion-client.d.ts",
  "guide/oauth-flow.d.ts",
  "index.d.ts",
  "inline.js",
  "node.js",
  "node/index.d.ts",
  "node/index.js",
  "package.json",
  "public.js",
  "sandbox/index.d.ts",
  "sandbox/index.js",
  "sandbox/node.d.ts",
  "sandbox/node.js",
  "sandbox/types.d.ts",
  "types/actions.d.ts",
  "types/bulk.d.ts",
  "types/cache.d.ts",
  "types/calls.d.ts",
  "types/catalogue.d.ts",
  "types/client.d.ts",
  "types/connections.d.ts",
  "types/contacts.d.ts",
  "types/credentials.d.ts",
  "types/errors.d.ts",
  "types/events.d.ts",
  "types/files.d.ts",
  "types/notion-actions.d.ts",
  "types/notion-objects.d.ts",
  "types/notion.d.ts",
  "types/records.d.ts",
  "types/schema.d.ts",
  "types/slack-actions.d.ts",
  "types/users.d.ts",
  "uapi/index.d.ts",
  "uapi/index.js",
  "web.d.ts",
  "web.js",
  "worker/handler.d.ts",
  "worker/index.d.ts",
  "worker/index.js",
  "worker/options.d.ts",
  "worker/store.d.ts",
  "workerd.js",
];

/** Runtimes print the whole line in which an error was made. */
const LONGEST_LINE = 2_000;

/** Conditions that a runtime or bundler sets, and the loader that it must be given. */
const LOADERS = [
  [["workerd", "worker", "browser"], "workerd.js"],
  [["edge-light"], "edge.js"],
  [["deno", "node"], "inline.js"],
  [["bun", "node"], "node.js"],
  [["node"], "node.js"],
  [["browser"], "inline.js"],
  [[], "inline.js"],
];

const OTHERS = [
  ["alloy-connectivity/web", "web.js"],
  ["alloy-connectivity/sandbox", "sandbox/index.js"],
  ["alloy-connectivity/sandbox/node", "sandbox/node.js"],
  ["alloy-connectivity/node", "node/index.js"],
  ["alloy-connectivity/worker", "worker/index.js"],
  ["alloy-connectivity/browser", "browser/index.js"],
  ["alloy-connectivity/guide", "guide/index.js"],
  ["alloy-connectivity/uapi", "uapi/index.js"],
  ["alloy-connectivity/alloy.wasm", "core/alloy_bg.wasm"],
  ["alloy-connectivity/package.json", "package.json"],
];

describe("the exports", () => {
  for (const [conditions, file] of LOADERS) {
    it(`give ${file} to ${conditions.join(" with ") || "nobody in particular"}`, async () => {
      const { entry, exported } = await bundle("alloy-connectivity", conditions);
      assert.equal(entry, file);
      const declared = [...declaredClasses(join(installed, "index.d.ts")).keys()];
      assert.deepEqual(exported, declared.sort(), "names");
    });
  }

  for (const [name, file] of OTHERS) {
    it(`give ${file} for ${name}`, async () => {
      for (const conditions of [[], ["node"], ["workerd"], ["browser"]]) {
        assert.equal((await bundle(name, conditions)).entry, file);
      }
    });
  }

  it("are found by Node, and nothing else is", async () => {
    const program = `
      const names = ${JSON.stringify(["alloy-connectivity", ...OTHERS.map(([name]) => name)])};
      for (const name of names) console.log(import.meta.resolve(name));
      try { await import("alloy-connectivity/core/alloy.js") } catch ({ code }) { console.log(code) }
    `;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "-e", program],
      { cwd: folder },
    );
    const found = stdout.trim().split("\n");
    const expected = ["node.js", ...OTHERS.map(([, file]) => file)];
    assert.deepEqual(
      found.map((url) => url.split("/alloy-connectivity/").at(-1)),
      [...expected, "ERR_PACKAGE_PATH_NOT_EXPORTED"],
    );
  });

  it("have types first, wherever there are conditions", () => {
    const conditional = Object.entries(manifest.exports).filter(([, to]) => typeof to === "object");
    assert.ok(conditional.length >= 4);
    for (const [name, target] of conditional) assert.equal(Object.keys(target)[0], "types", name);
  });

  it("have their files in the tarball", () => {
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === "string" ? [target] : Object.values(target),
    );
    for (const target of targets) assert.ok(paths.includes(target.slice(2)), target);
  });

  it("lead to side effects in the loaders and what they bring along, and in nothing else", () => {
    const { types, ...loaders } = manifest.exports["."];
    const effects = new Set([...Object.values(loaders), "./digest.js"]);
    assert.deepEqual([...manifest.sideEffects].sort(), [...effects].sort());
  });
});

describe("the tarball", () => {
  it("holds these files", () => assert.deepEqual(paths, FILES));

  it("holds the checkout's texts as they are", () => {
    const texts = paths.filter(isText);
    assert.ok(texts.length > 5);
    for (const path of texts) {
      assert.equal(
        readFileSync(join(installed, path), "utf8"),
        readFileSync(fromRoot(path), "utf8"),
      );
    }
  });

  it("has the glue in short lines, lest an error that nobody caught bury its message", () => {
    const lines = text("core/alloy.js").split("\n");
    assert.ok(Math.max(...lines.map(({ length }) => length)) <= LONGEST_LINE);
  });

  it("holds no source map, nor the name of one", () => {
    for (const path of paths) {
      assert.ok(!path.endsWith(".map"), path);
      assert.ok(!text(path).includes("sourceMappingURL="), path);
    }
  });

  it("names no machine, user or registry", () => {
    const root = fileURLToPath(new URL("../../", import.meta.url));
    const traces = [
      ...["/root/", "/home/", "/Users/", ".cargo/", ".rustup/", "registry.npmjs.org"],
      ...["index.crates.io", "github.com-", root, join(homedir(), sep), join(tmpdir(), sep)],
      ...[`/${userInfo().username}/`],
    ];
    for (const path of paths) {
      const content = text(path);
      const found = traces.filter((trace) => trace.length > 2 && content.includes(trace));
      assert.deepEqual(found, [], path);
    }
  });
});

/** Every byte as a character, so that a wasm's strings are found too. */
function text(path) {
  return readFileSync(join(installed, path), "latin1");
}

/** Bundles an import of a name, and tells which of the package's files it led to and what that exports. */
async function bundle(name, conditions) {
  const { metafile } = await build({
    stdin: { contents: `export * from ${JSON.stringify(name)}`, resolveDir: folder },
    absWorkingDir: folder,
    ...{ bundle: true, write: false, metafile: true, format: "esm", platform: "neutral" },
    conditions,
    external: ["node:*"],
    loader: { ".wasm": "binary", ".json": "json" },
    plugins: [{ name: "edge-light", setup: dropQuery }],
    logLevel: "silent",
  });
  const [{ path }] = metafile.inputs["<stdin>"].imports;
  const [{ exports: exported }] = Object.values(metafile.outputs);
  return { entry: path.split("node_modules/alloy-connectivity/")[1], exported: exported.sort() };
}

/** Vercel's bundler knows `?module`; esbuild does not. */
function dropQuery(bundler) {
  bundler.onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({
    path: join(resolveDir, path.split("?")[0]),
  }));
}
