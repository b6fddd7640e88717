// What the client makes of a service that fails: many calls against the sandbox over HTTP, with
// faults by chance. Ends with exit code 1 when anything is not as it should be.
//
//   --seed 1               which fault the first request meets, which the second, …; which call
//                          comes first is left to the network
//   --actions 20000        calls whose requests and effects are all accounted for; 0 for none
//   --calls 100000         further calls, for what they leave in memory; 0 for none
//   --concurrency 64
//   --fetch node           by alloy-connectivity/node, in place of the runtime's own fetch
//   --as-built             pkg/ as it is, in place of building it first
import { parseArgs } from "node:util";
import { build } from "../../scripts/build.mjs";
import { Failure, step } from "../../scripts/progress.mjs";
import { setup } from "../../scripts/setup.mjs";
import { runActions } from "./actions.mjs";
import { CLIENT_SETTINGS, FETCHES } from "./client-settings.mjs";
import { runMemory } from "./memory.mjs";
import { memoryTable, scenarioTable, verdictTable } from "./table.mjs";
import { count } from "./verdicts/verdict.mjs";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    actions: { type: "string", default: "20000" },
    calls: { type: "string", default: "100000" },
    concurrency: { type: "string", default: String(CLIENT_SETTINGS.concurrency) },
    fetch: { type: "string", default: CLIENT_SETTINGS.fetch },
    "as-built": { type: "boolean", default: false },
  },
});
const { seed } = values;
const actions = wholeNumber("actions", 0);
const calls = wholeNumber("calls", 0);
const settings = {
  ...CLIENT_SETTINGS,
  fetch: values.fetch,
  concurrency: wholeNumber("concurrency", 1),
};
if (!FETCHES.includes(values.fetch)) {
  throw new Failure(`--fetch: ${values.fetch} is none of ${FETCHES.join(", ")}.`);
}
if (actions + calls === 0) throw new Failure("--actions 0 --calls 0 leaves nothing to do.");

await setup();
if (!values["as-built"]) await build();
const { concurrency, fetch } = settings;
console.log(
  `Seed ${seed}, ${concurrency} calls at once, fetch: ${fetch}, Node ${process.versions.node}`,
);

const verdicts = [];
if (actions > 0) {
  const name = `${count(actions)} actions`;
  const part = await step(name, (report) => runActions({ actions, seed, settings }, report));
  verdicts.push(...part.verdicts);
  console.log(`\n${scenarioTable(part.runs)}\n`);
  console.log(`${verdictTable(`${name} beside the sandbox's journal`, part.verdicts)}\n`);
}
if (calls > 0) {
  const name = `${count(calls)} further calls`;
  const part = await step(name, async (report) => {
    report("over HTTP");
    return runMemory({ calls, seed, settings });
  });
  verdicts.push(...part.verdicts);
  console.log(`\n${memoryTable(part.samples)}\n`);
  console.log(`${verdictTable(name, part.verdicts)}\n`);
}

const wrong = verdicts.filter(({ violations }) => violations.length > 0).length;
console.log(
  wrong === 0 ? `All ${verdicts.length} hold` : `${wrong} of ${verdicts.length} do not hold`,
);
process.exitCode = wrong === 0 ? 0 : 1;

function wholeNumber(name, least) {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= least && values[name] !== "") return number;
  throw new Failure(`--${name} must be a whole number from ${least}, not ${values[name]}.`);
}
