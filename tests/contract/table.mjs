// `node tests/contract/table.mjs` prints the coverage of the last run; `--write` puts it in the README.
import { asMarkdown, asText, coverageOf } from "./coverage.mjs";
import { formatted, writeReadmeTable } from "./readme-table.mjs";
import { recordsOrRun } from "./recording/run-cell.mjs";

const records = await recordsOrRun();
const rows = coverageOf(records);
if (process.argv.includes("--write")) writeReadmeTable("routes", await formatted(asMarkdown(rows)));
console.log(asText(rows, records));
