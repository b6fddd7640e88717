// What the compiler says to a consumer's files: as strictly as here, with the package's own declarations.
import { fileURLToPath } from "node:url";
import { relative } from "node:path";
import ts from "typescript";

const SETTINGS = fileURLToPath(new URL("../../tsconfig.examples.json", import.meta.url));

/** @returns {string[]} */
export function problems(folder) {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: unreadable };
  const { options } = ts.getParsedCommandLineOfConfigFile(SETTINGS, {}, host);
  const files = ts.sys.readDirectory(folder, [".ts"]);
  // Without its paths, which lead to the sources.
  const program = ts.createProgram(files, { ...options, paths: {}, typeRoots: undefined });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, "\n");
    if (!file) return message;
    const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
    return `${relative(folder, file.fileName)}:${line + 1} ${message}`;
  });
}

function unreadable({ messageText }) {
  throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
}
