// Programs for a browser: one place of `programs/page/` each, and the task that is done there.
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BY_IMPORT, firstCallProgram } from "../first-call.mjs";

/** The scripts of each place, the page's own first. */
export const PLACES = {
  page: ["page"],
  "module worker": ["worker-page", "worker"],
  "service worker": ["service-worker-page", "service-worker"],
};

/** How the package comes into a script: all of it, or what a first call needs. */
export const BY_NAME = {
  all: 'import * as sdk from "alloy-connectivity";',
  first: BY_IMPORT,
};

const WEB = "/node_modules/alloy-connectivity/web.js";
const START =
  'await init({ module_or_path: "/node_modules/alloy-connectivity/core/alloy_bg.wasm" });';

/** Without a bundler: by plain paths, and the module is fetched. */
export const BY_URL = {
  all: `import init, * as sdk from "${WEB}";\n${START}`,
  first: `import init, { AlloyConnectivity } from "${WEB}";\n${START}`,
};

const FIRST_CALL = "export const task = firstCall;";

/** What a task's file says. */
const TASKS = {
  checks: ({ all }) => `import { conform } from "./conform.mjs";
${all}
export const task = (world) => conform(sdk, world);`,
  package: ({ first }) => firstCallProgram("package", FIRST_CALL, first),
  fetch: () => firstCallProgram("fetch", FIRST_CALL),
};

/**
 * @param {string} folder  the consumer's
 * @param {string} name  of the program
 * @param {"checks" | "package" | "fetch"} task
 * @param {typeof BY_NAME} loading
 * @returns {string} the folder of the program
 */
export function writeProgram(folder, name, task, loading) {
  const program = join(folder, "programs", name);
  cpSync(join(folder, "programs/page"), program, { recursive: true });
  writeFileSync(join(program, "task.mjs"), TASKS[task](loading));
  return program;
}
