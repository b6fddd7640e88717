// The generated tables in the README, each between two marks of its name.
import { readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import { fromRoot } from "../../scripts/paths.mjs";

const FILE = fromRoot("README.md");

const between = (name) =>
  new RegExp(`(?<=<!-- ${name}:begin[^\\n]*-->\\n)[^]*?(?=<!-- ${name}:end -->)`);

/** What stands there. */
export function readmeTable(name) {
  const table = between(name).exec(readFileSync(FILE, "utf8"));
  if (!table) throw new Error(`README.md has no marks for the table of ${name}`);
  return table[0].trim();
}

/** @param {string} table as prettier writes it */
export function writeReadmeTable(name, table) {
  const readme = readFileSync(FILE, "utf8");
  writeFileSync(
    FILE,
    readme.replace(between(name), () => `\n${table}\n\n`),
  );
}

/** As the README's formatter wants it. */
export const formatted = async (markdown) =>
  (await format(markdown, { parser: "markdown", printWidth: 100 })).trim();
