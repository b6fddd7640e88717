// The compiler, as strict as a consumer may have it, with the declarations that the package ships. It takes
// all files at once, because most of its time goes into what they have in common.
import ts from "typescript";

const OPTIONS = {
  ...{ strict: true, skipLibCheck: false, noEmit: true, types: ["node"] },
  ...{ target: ts.ScriptTarget.ES2022, lib: ["lib.es2022.d.ts", "lib.dom.d.ts"] },
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

export class Compiler {
  /** @type {Map<string, string>} */
  #sources = new Map();
  /** @type {Map<string, string[]> | undefined} */
  #problems;

  /** Takes a file in. All must be there before the first one's problems are asked for. */
  add(file, code) {
    this.#sources.set(file, code);
  }

  /** @returns {string[]} what is wrong with the file */
  problems(file) {
    this.#problems ??= this.#compile();
    return this.#problems.get(file) ?? [`${file} was not compiled`];
  }

  #compile() {
    // What is added to the package's own types would be there in every other file, too.
    const isApart = (file) => /^declare module/m.test(this.#sources.get(file));
    const all = [...this.#sources.keys()];
    const apart = all.filter(isApart).map((file) => [file]);
    const problems = new Map();
    for (const files of [all.filter((file) => !isApart(file)), ...apart]) {
      const program = ts.createProgram(files, OPTIONS, this.#host());
      for (const file of files) problems.set(file, []);
      for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
        const text = ts.flattenDiagnosticMessageText(messageText, "\n");
        const at = problems.has(file?.fileName) ? [file.fileName] : files;
        for (const path of at) problems.get(path).push(text);
      }
    }
    return problems;
  }

  #host() {
    const host = ts.createCompilerHost(OPTIONS);
    const { fileExists, readFile, getSourceFile } = host;
    host.fileExists = (path) => this.#sources.has(path) || fileExists(path);
    host.readFile = (path) => this.#sources.get(path) ?? readFile(path);
    host.getSourceFile = (path, how, ...rest) => {
      const code = this.#sources.get(path);
      if (code === undefined) return getSourceFile(path, how, ...rest);
      return ts.createSourceFile(path, code, how);
    };
    return host;
  }
}
