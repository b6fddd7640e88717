// What this package and other clients do when things go wrong, on real sockets, each at its defaults.
// Ends with exit code 1 when ours is not right in every row.
//
//   --contenders alloy,axios   some of them, in place of all
//   --as-built                 pkg/ as it is, in place of building it first
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { build } from "../../scripts/build.mjs";
import { fromRoot } from "../../scripts/paths.mjs";
import { Failure, step } from "../../scripts/progress.mjs";
import { setup } from "../../scripts/setup.mjs";
import { asMarkdown, asText } from "../report/render.mjs";
import { forMarkdown, forTerminal } from "./report.mjs";
import { CONTENDERS, measureFaults, wrongOfOurs } from "./table.mjs";

const RESULTS = "bench/results";

const { values } = parseArgs({
  options: { contenders: { type: "string" }, "as-built": { type: "boolean", default: false } },
});
const names = values.contenders?.split(",") ?? CONTENDERS;
for (const name of names) {
  if (!CONTENDERS.includes(name)) {
    throw new Failure(`--contenders: ${name} is none of ${CONTENDERS.join(", ")}.`);
  }
}
await setup();
if (!values["as-built"]) await build();

const found = await step("faults", (report) => {
  report(`${names.length} clients`);
  return measureFaults(names);
});
const notes = [`Node ${process.versions.node}, ${new Date().toISOString()}`];
const files = {
  "faults.json": `${JSON.stringify(found, null, 2)}\n`,
  "faults.md": asMarkdown(forMarkdown(found, notes)),
};
mkdirSync(fromRoot(RESULTS), { recursive: true });
for (const [file, content] of Object.entries(files)) {
  writeFileSync(fromRoot(`${RESULTS}/${file}`), content);
}
console.log(asText(forTerminal(found, notes)));
console.log(`\nIn ${RESULTS}: ${Object.keys(files).join(", ")}`);

const wrong = wrongOfOurs(found);
for (const line of wrong) console.error(`✗ ${line}`);
// Some clients are still waiting, and would keep the process.
process.exit(wrong.length === 0 ? 0 : 1);
