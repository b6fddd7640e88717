// `node tests/runtimes/table.mjs` prints the table of the last run; `--write` puts it in the README.
import { formatted, readmeTable, writeReadmeTable } from "../contract/readme-table.mjs";
import { cells } from "./cells/all.mjs";
import { currentRuns } from "./records.mjs";
import { asMarkdown, coldStarts, rowsIn, rowsOf } from "./rows.mjs";

const names = cells.map(({ name }) => name);
const before = rowsIn(readmeTable("runtimes"));
const rows = rowsOf(names, { records: currentRuns(), measured: coldStarts(), before });
const table = await formatted(asMarkdown(rows));
if (process.argv.includes("--write")) writeReadmeTable("runtimes", table);
console.log(table);
