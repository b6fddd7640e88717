// The site: a page for each thing that the package exports, made from the declarations that it ships,
// and the guides of docs/. typedoc.json says how; what it cannot say stands here.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Application, ConsoleLogger, LogLevel, TSConfigReader, TypeDocReader } from "typedoc";
import { fromRoot, pkgDir } from "../paths.mjs";
import { Failure } from "../progress.mjs";
import { makeAccessible } from "./accessible.mjs";
import { tendSearch } from "./search.mjs";
import { linkSymbols } from "./symbols.mjs";
import { sortByTopic } from "./topics.mjs";
import { undocumented } from "./undocumented.mjs";

/** @returns {string[]} the declarations of what the package exports, in its own order */
export function entryPoints() {
  const { exports } = JSON.parse(readFileSync(join(pkgDir, "package.json"), "utf8"));
  return Object.values(exports).flatMap(({ types }) => (types ? [join(pkgDir, types)] : []));
}

/**
 * Builds the site.
 *
 * @param {string} out the folder, whose contents it replaces
 * @throws {Failure} when there is a warning; it has been printed then
 */
export async function buildSite(out) {
  const app = await Application.bootstrap(
    { options: fromRoot("typedoc.json"), entryPoints: entryPoints(), out },
    [new TypeDocReader(), new TSConfigReader()],
  );
  app.logger = new SiteLogger();
  linkSymbols(app);
  sortByTopic(app);
  makeAccessible(app);
  tendSearch(app);
  const project = await app.convert();
  if (project) {
    app.validate(project);
    for (const name of undocumented(project)) app.logger.error(`${name} has no documentation`);
    if (!isFaulty(app)) await app.generateOutputs(project);
  }
  if (isFaulty(app)) throw new Failure("The documentation has the faults that are named above");
}

const isFaulty = ({ logger }) => logger.hasErrors() || logger.hasWarnings();

class SiteLogger extends ConsoleLogger {
  /** @override */
  level = LogLevel.Warn;

  /**
   * The compiler's own library explains Promise in two places, which is none of our affair.
   *
   * @override
   */
  warn(text, ...where) {
    if (!/^Promise has multiple declarations/.test(text)) super.warn(text, ...where);
  }
}
