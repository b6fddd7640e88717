// The package as a runtime finds it in node_modules, without a bundler.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../../scripts/command.mjs";
import { BY_IMPORT, firstCallProgram } from "../first-call.mjs";
import { bytesLoaded } from "./bytes.mjs";
import { openedProcess } from "./process.mjs";

const SAYING_SO = 'firstCall(process.argv.at(-1)).then(() => console.log("answered"));';

/**
 * @param {import("../consumer.mjs").Consumer} consumer
 * @param {object} how
 * @param {string} how.program  the runtime's
 * @param {string[]} [how.flags]
 * @param {Record<string, string>} [how.env]
 * @param {string} how.checks  the file that runs them
 * @param {string} how.condition  by which the package's `exports` are read
 * @param {string[]} [how.imports]  what is taken of the package
 * @param {string} [how.loading]  how that comes into a program
 * @param {"mjs" | "cjs"} [how.extension]  of such a program
 * @returns {Promise<import("../cell.mjs").Opened>}
 */
export async function openUnbundled({ folder }, how) {
  const { program, flags = [], env, checks, condition, imports } = how;
  const { loading = BY_IMPORT, extension = "mjs" } = how;
  const command = [program, ...flags];
  const writeFirstCall = (what) => {
    const file = `first-${what}.${extension}`;
    writeFileSync(join(folder, file), firstCallProgram(what, SAYING_SO, loading));
    return [...command, file];
  };
  return openedProcess({
    folder,
    version: await version(program),
    bytes: await bytesLoaded(folder, condition, imports),
    env: { ...process.env, ...env },
    checks: [...command, checks],
    firstCall: { package: writeFirstCall("package"), fetch: writeFirstCall("fetch") },
  });
}
