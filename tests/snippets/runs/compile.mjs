// The compiler, as strict as a consumer may have it, with the declarations that the package ships.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const OPTIONS = {
  ...{ strict: true, skipLibCheck: false, noEmit: true, types: ["node"] },
  ...{ target: ts.ScriptTarget.ES2022, lib: ["lib.es2022.d.ts", "lib.dom.d.ts"] },
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

export function compile({ name, code }, { folder }) {
  const file = join(folder, `${name}.mts`);
  writeFileSync(file, code);
  const host = cached(ts.createCompilerHost(OPTIONS), file);
  const problems = ts.getPreEmitDiagnostics(ts.createProgram([file], OPTIONS, host));
  assert.deepEqual(
    problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
    [],
  );
}

/** Compiles what a diff leads to. */
export function compileAfter({ name, code }, consumer) {
  const lines = code.split("\n").filter((line) => !line.startsWith("-"));
  assert.ok(
    lines.every((line) => /^[+ ]|^$/.test(line)),
    "a line of a diff begins with +, - or a space",
  );
  compile({ name, code: lines.map((line) => line.slice(1)).join("\n") }, consumer);
}

/** @type {Map<string, ts.SourceFile | undefined>} */
const parsed = new Map();

// What every snippet is compiled with is read once: it takes most of the time.
function cached(host, own) {
  const { getSourceFile } = host;
  host.getSourceFile = (path, ...how) => {
    if (path === own) return getSourceFile.call(host, path, ...how);
    if (!parsed.has(path)) parsed.set(path, getSourceFile.call(host, path, ...how));
    return parsed.get(path);
  };
  return host;
}
