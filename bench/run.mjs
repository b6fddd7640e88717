// Measures the built package beside raw fetch. A report, not a test: machines are noisy, and the
// figures never make it fail.
//
//   --quick               fewer rounds and shorter chunks, to see whether a change shows
//   --only small,seq      scenarios that have all these words in their id; `import` is one too
//   --contenders alloy    files of bench/contenders, in place of all of them
//   --rounds 21  --seed 7
//   --profile             with a CPU profile of the client process in bench/results
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { build } from "../scripts/build.mjs";
import { fromRoot } from "../scripts/paths.mjs";
import { Failure, step } from "../scripts/progress.mjs";
import { setup } from "../scripts/setup.mjs";
import { measureCalls } from "./calls.mjs";
import { measureImport } from "./cold-import.mjs";
import { print } from "./report.mjs";
import { scenarios } from "./scenarios.mjs";

const RESULTS = "bench/results";
const FULL = { rounds: 11, chunkMs: 350, warmUpMs: 1500, importRounds: 21 };
const QUICK = { rounds: 4, chunkMs: 150, warmUpMs: 400, importRounds: 7 };

const options = readOptions();
await setup();
await build();

const results = {
  date: new Date().toISOString(),
  quick: options.quick,
  rounds: options.rounds,
  seed: options.seed,
  machine: {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    cores: availableParallelism(),
    model: cpus()[0]?.model ?? "unknown processor",
    loadBefore: loadavg()[0],
  },
  sizes: JSON.parse(readFileSync(fromRoot("target/size.json"), "utf8")),
};
mkdirSync(fromRoot(RESULTS), { recursive: true });
if (options.withImport) {
  const { importRounds: rounds, seed } = options;
  results.coldImport = await step("cold import", (report) =>
    measureImport({ rounds, seed, report }),
  );
}
if (options.task.scenarioIds.length > 0) {
  const profileDir = options.profile ? fromRoot(RESULTS) : undefined;
  results.calls = await step("calls", (report) =>
    measureCalls(options.task, { report, profileDir }),
  );
}
writeFileSync(fromRoot(`${RESULTS}/results.json`), `${JSON.stringify(results, null, 2)}\n`);
print(results);

function readOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      profile: { type: "boolean", default: false },
      only: { type: "string", default: "" },
      contenders: { type: "string" },
      rounds: { type: "string" },
      seed: { type: "string", default: "1" },
    },
  });
  const preset = values.quick ? QUICK : FULL;
  const words = values.only.split(",").filter(Boolean);
  const isChosen = (id) => words.every((word) => id.split("-").includes(word));
  const scenarioIds = scenarios.map(({ id }) => id).filter(isChosen);
  const withImport = isChosen("import");
  if (scenarioIds.length === 0 && !withImport) {
    const known = [...scenarios.map(({ id }) => id), "import"].join(", ");
    throw new Failure(`--only ${values.only} leaves nothing to measure: there are ${known}.`);
  }
  const rounds = number("rounds", values.rounds ?? String(preset.rounds));
  const seed = number("seed", values.seed);
  const contenders = chooseContenders(values.contenders);
  const { chunkMs, warmUpMs, importRounds } = preset;
  const task = { scenarioIds, contenders, rounds, seed, chunkMs, warmUpMs };
  return { ...values, rounds, seed, importRounds, withImport, task };
}

function chooseContenders(given) {
  const known = readdirSync(fromRoot("bench/contenders")).map((file) => file.replace(/\.mjs$/, ""));
  const chosen = given?.split(",") ?? known;
  for (const name of chosen) {
    if (!known.includes(name)) throw new Failure(`--contenders: ${name} is none of ${known}.`);
  }
  return chosen;
}

function number(name, text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new Failure(`--${name} must be a whole number from 1, not ${text}.`);
  }
  return value;
}
