// The declarations, as consumers compile against them: every library checked, under both resolutions.
import assert from "node:assert/strict";
import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { installTarball } from "../runtimes/tarball.mjs";

const { folder } = await installTarball();
cpSync(fileURLToPath(new URL("consumers", import.meta.url)), join(folder, "consumers"), {
  recursive: true,
});
const types = fileURLToPath(new URL("../../node_modules/@types", import.meta.url));
symlinkSync(types, join(folder, "node_modules/@types"));

const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  types: [],
};
const RESOLUTIONS = {
  node16: { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
  bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
};
const LIBRARIES = {
  "a page's library": {
    options: { lib: ["lib.es2022.d.ts", "lib.dom.d.ts"] },
    consumers: [
      "client",
      "actions",
      "surface",
      "guide",
      "web",
      "browser",
      "sandbox",
      "node",
      "worker",
    ],
  },
  // These do not know WebAssembly, which is what the loader for pages is about.
  "Node's types alone": {
    options: { lib: ["lib.es2022.d.ts"], types: ["node"] },
    consumers: ["client", "actions", "surface", "guide", "sandbox", "node", "worker"],
  },
};

describe("the declarations", () => {
  for (const [resolution, resolving] of Object.entries(RESOLUTIONS)) {
    for (const [library, { options, consumers }] of Object.entries(LIBRARIES)) {
      it(`fit ${consumers.join(", ")} under ${resolution} with ${library}`, () => {
        assert.deepEqual(problems(consumers, { ...STRICT, ...resolving, ...options }), []);
      });
    }
  }

  it("are looked for: without them it would show", () => {
    const { options, consumers } = LIBRARIES["a page's library"];
    // This resolution knows no exports, and so finds nothing under the package's name.
    const classic = { moduleResolution: ts.ModuleResolutionKind.Classic };
    const found = problems(consumers, {
      ...STRICT,
      ...RESOLUTIONS.bundler,
      ...options,
      ...classic,
    });
    for (const consumer of consumers) {
      assert.ok(
        found.some((line) => line.startsWith(`consumers/${consumer}.mts:`)),
        consumer,
      );
    }
  });
});

/** Where the caret stands, and some of what an editor must offer there. */
const OFFERS = [
  ['alloy.executeAction("|")', ["notion", "slack"]],
  ['alloy.executeAction("notion", "|")', ["post-search", "get-page", "retrieve-a-page"]],
  ['alloy.executeAction("notion", "get-page", { | })', ["page_id", "filter_properties"]],
  ['alloy.paginate("slack", "|")', ["conversations_list"]],
  ['alloy.batch([{ connectorId: "|" }])', ["notion", "slack"]],
  ['alloy.listActions("|")', ["notion", "slack"]],
  ['alloy.getAction("slack", "|")', ["chat_postMessage"]],
  ['alloy.notion().executeAction("|")', ["query-database", "post-database-query"]],
  ['(await alloy.executeAction("notion", "get-page")).|', ["url", "properties"]],
];

describe("an editor", () => {
  for (const [code, wanted] of OFFERS) {
    it(`offers ${wanted.join(", ")} in ${code}`, () => {
      const offered = completions(code);
      assert.deepEqual(
        wanted.filter((name) => !offered.includes(name)),
        [],
      );
    });
  }

  it("offers no action of another connector", () => {
    assert.ok(!completions('alloy.executeAction("slack", "|")').includes("post-search"));
  });
});

/** What the compiler's language service offers at the caret. */
function completions(code) {
  const file = join(folder, "consumers/edited.mts");
  const before = 'import type { AlloyConnectivity } from "alloy-connectivity";\n';
  const text = `${before}declare const alloy: AlloyConnectivity;\n${code.replace("|", "")};\n`;
  const read = (path) => (path === file ? text : ts.sys.readFile(path));
  const service = ts.createLanguageService({
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) => {
      const content = read(path);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => folder,
    getCompilationSettings: () => ({ ...STRICT, ...RESOLUTIONS.bundler }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: read,
  });
  const caret = text.length - ";\n".length - (code.length - code.indexOf("|") - 1);
  const { entries } = service.getCompletionsAtPosition(file, caret, {}) ?? { entries: [] };
  return entries.map(({ name }) => name);
}

/** What the compiler has against these consumers. */
function problems(consumers, options) {
  const files = consumers.map((consumer) => join(folder, `consumers/${consumer}.mts`));
  const program = ts.createProgram(files, options);
  return ts.getPreEmitDiagnostics(program).map(({ messageText, file, start }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, "\n");
    if (!file) return text;
    const line = file.getLineAndCharacterOfPosition(start).line + 1;
    return `${file.fileName.slice(folder.length + 1)}:${line} ${text}`;
  });
}
