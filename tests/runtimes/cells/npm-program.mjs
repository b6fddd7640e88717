import { existsSync } from "node:fs";
import { fromRoot } from "../../../scripts/paths.mjs";
import { openUnbundled } from "./unbundled.mjs";

/**
 * Opens a runtime whose program npm serves. It is an optional dependency: there is a package of it for every
 * system, and this one is not for all.
 *
 * @param {string} path  below node_modules
 * @param {object} how  see unbundled.mjs
 * @returns {import("../cell.mjs").Cell["open"]}
 */
export const openProgramOf = (path, how) => async (consumer) => {
  const program = fromRoot(`node_modules/${path}`);
  if (!existsSync(program)) return { missing: `${path} is not installed` };
  // What they keep at home would outlive the run.
  return openUnbundled(consumer, { program, ...how, env: { HOME: consumer.folder, ...how.env } });
};
