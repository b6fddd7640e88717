// The table of routes in the README, between its two marks.
import { readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import { fromRoot } from "../../scripts/paths.mjs";

const FILE = fromRoot("README.md");
const TABLE = /(?<=<!-- routes:begin[^\n]*-->\n)[\s\S]*?(?=<!-- routes:end -->)/;

/** What stands there. */
export function readmeTable() {
  const table = TABLE.exec(readFileSync(FILE, "utf8"));
  if (!table) throw new Error("README.md has no marks for the table of routes");
  return table[0].trim();
}

/** @param {string} table as prettier writes it */
export function writeReadmeTable(table) {
  const readme = readFileSync(FILE, "utf8");
  writeFileSync(
    FILE,
    readme.replace(TABLE, () => `\n${table}\n\n`),
  );
}

/** As the README's formatter wants it. */
export const formatted = async (markdown) =>
  (await format(markdown, { parser: "markdown", printWidth: 100 })).trim();
