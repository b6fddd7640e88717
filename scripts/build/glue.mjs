import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../command.mjs";
import { fromRoot } from "../paths.mjs";
import { Failure } from "../progress.mjs";
import { pruneTable } from "./table.mjs";

// The methods that are JavaScript's, what the edge handler has of the module, and what people see when
// they log a client, whose class is about to be renamed.
const COMPLETED = `
import { complete } from "./snippets/src/js/methods.js";
export { Digest, NotionClient } from "./snippets/src/js/methods.js";
export { decide } from "./snippets/src/js/engine.js";
export { fieldsOf, func, isPlain, misconfigured, whole } from "./snippets/src/js/readers.js";
complete(AlloyConnectivity);
Object.defineProperty(AlloyConnectivity, "name", { value: "AlloyConnectivity" });
`;

// -Oz was 1.4 % smaller than -O3, and 0.5 % with few functions of one caller put into it. Rust's stack comes
// first in memory, and so nothing of its own stands in the first kilobyte.
const SMALLEST = ["-Oz", "--low-memory-unused", "--one-caller-inline-max-function-size", "20"];

// Once in between the control flow is made anew from scratch: 0.5 %.
const ANEW = ["--flatten", "--rereloop", "-Oz"];

/**
 * Makes one small file of the glue and the snippets that it imports.
 *
 * wasm-bindgen gives every import a name with a hash in it, which compresses to nothing and stands
 * both in the module and in the glue: together they are 3 KB gzip of a Worker.
 */
export async function shrinkGlue(core, env) {
  const wasm = join(core, "alloy_bg.wasm");
  const glue = join(core, "alloy.js");
  await pruneTable(wasm);
  const shorten = "--minify-imports-and-exports-and-modules";
  const names = JSON.parse(
    await run("wasm-opt", [wasm, "-o", wasm, ...SMALLEST, ...ANEW, shorten], { env }),
  );
  const renamed = rename(readFileSync(glue, "utf8"), names);
  writeFileSync(glue, toldOfLoading(withoutLoading(renamed)) + COMPLETED);
  // Only now: wasm-opt itself reads them.
  const strip = ["--strip-debug", "--strip-target-features", "--strip-producers"];
  await run("wasm-opt", [wasm, "-o", wasm, ...SMALLEST, ...strip], { env });

  const { build } = await import("esbuild");
  const { minify } = await import("terser");
  const { outputFiles } = await build({
    entryPoints: [glue],
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "error",
    plugins: [snippetsAreSources],
  });
  const { code } = await minify(outputFiles[0].text, {
    module: true,
    compress: {
      passes: 5,
      ecma: 2022,
      pure_getters: true,
      unsafe_arrows: true,
      unsafe_methods: true,
    },
    // New lines in their place: a runtime shows the line in which an error was made, and one of 41 KB
    // would drown what the error says.
    format: { semicolons: false },
  });
  writeFileSync(glue, `${code}\n`);
  rmSync(join(core, "snippets"), { recursive: true });
}

// wasm-bindgen copies only the snippets that Rust itself names; they import others.
const snippetsAreSources = {
  name: "snippets-are-sources",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/snippets\/.*src\// }, ({ path }) => ({
      path: fromRoot(path.slice(path.lastIndexOf("/src/") + 1)),
    }));
  },
};

// Fetching the module is the web loader's affair alone.
function withoutLoading(glue) {
  const exported = "export { initSync, __wbg_init as default };";
  if (!glue.includes(exported)) throw mismatch("__wbg_init");
  return glue.replace(exported, "export { initSync };");
}

// Whoever calls before the module has been loaded is told so.
function toldOfLoading(glue) {
  const unset = "let wasmModule, wasmInstance, wasm;";
  const asked = "if (wasm !== undefined) return wasm;";
  if (!glue.includes(unset) || !glue.includes(asked)) throw mismatch("wasm");
  return `import { notLoaded } from "./snippets/src/js/engine.js";\n${glue}`
    .replace(unset, "let wasmModule, wasmInstance, wasm = notLoaded;")
    .replaceAll(asked, "if (wasm !== notLoaded) return wasm;");
}

function rename(glue, { imports, exports }) {
  const own = new Map(imports.filter(isOwn).map(([, name, short]) => [name, short]));
  const exported = new Map(exports);
  const used = new Set();
  const take = (map, name) => {
    const short = map.get(name);
    if (short !== undefined) used.add(name);
    return short;
  };
  const renamed = glue
    .replace(/^(\s+)(\w+)(: function\(|\(.*\) \{$)/gm, (line, indent, name, rest) => {
      const short = take(own, name);
      return short === undefined ? line : `${indent}${JSON.stringify(short)}${rest}`;
    })
    .replace(/\bwasm\.(\w+)/g, (member, name) => {
      const short = take(exported, name);
      return short === undefined ? member : `wasm[${JSON.stringify(short)}]`;
    });
  for (const [name] of own) if (!used.has(name)) throw mismatch(name);
  return withOneModule(renamed, imports);
}

const isOwn = ([module]) => module === "./alloy_bg.js";

// wasm-opt makes one module of all, and calls it "a". Functions that need no conversion the module
// takes from the snippets themselves.
function withOneModule(glue, imports) {
  const direct = imports
    .filter((entry) => !isOwn(entry))
    .map(([module, name, short]) => {
      const from = glue.match(new RegExp(`^import \\* as (\\w+) from "${escape(module)}"`, "m"));
      if (!from) throw mismatch(name);
      return `${JSON.stringify(short)}: ${from[1]}.${name}`;
    });
  const modules = /return \{\s+__proto__: null,\s+"\.\/alloy_bg\.js": import0,[^}]*\};/;
  if (!modules.test(glue)) throw mismatch("./alloy_bg.js");
  return glue.replace(modules, `return { "a": Object.assign(import0, { ${direct.join(", ")} }) };`);
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const mismatch = (name) =>
  new Failure(`The glue does not name ${name} as this build expects: did wasm-bindgen change?`);
