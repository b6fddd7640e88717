// Measures the built package beside raw fetch and beside other clients. A report, not a test:
// machines are noisy, and the figures never make it fail.
//
//   --quick                  fewer rounds and shorter chunks, to see whether a change shows
//   --only node,small,seq    what has all these words in its id: node-small-seq, workerd-large-x64,
//                            …, handler-small-seq, …, import, start, cold, size
//   --contenders alloy,raw   some of bench/contenders, in place of all of them
//   --rounds 21  --seed 7
//   --as-built               pkg/ as it is, in place of building it first
//   --profile                with a CPU profile of Node's client process in bench/results
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { build } from "../scripts/build.mjs";
import { fromRoot } from "../scripts/paths.mjs";
import { step } from "../scripts/progress.mjs";
import { setup } from "../scripts/setup.mjs";
import { RUNTIMES, readOptions } from "./options.mjs";

const RESULTS = "bench/results";

const options = readOptions();
const isCold = options.isChosen("cold");
// The cells of the matrix find their browsers in it.
Object.assign(process.env, (await setup({ browser: isCold, runtimes: isCold })).env);
if (!options.asBuilt) await build();

// These import packages, which set-up may just have installed.
const { measureCalls } = await import("./calls/measure-calls.mjs");
const { measureHandler } = await import("./handler/measure-handler.mjs");
const { measureColdStarts } = await import("./cold/measure-cold-starts.mjs");
const { measureImports } = await import("./loading/cold-import.mjs");
const { measureWorkerStarts } = await import("./loading/worker-start.mjs");
const { measureSizes } = await import("./loading/worker-size.mjs");
const { tablesOf } = await import("./report/tables.mjs");
const { asMarkdown, asText } = await import("./report/render.mjs");
const { plotRatios } = await import("./report/plot.mjs");

const { seed, contenders: names, isChosen } = options;
const { worker, installed } = JSON.parse(readFileSync(fromRoot("target/size.json"), "utf8"));
const results = {
  date: new Date().toISOString(),
  quick: options.quick,
  rounds: options.rounds,
  seed,
  machine: {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    cores: availableParallelism(),
    model: cpus()[0]?.model ?? "unknown processor",
    loadBefore: loadavg()[0],
  },
  budgets: { workerGzip: worker.budget, installed: installed.budget },
  installed: installed.raw,
  calls: {},
};
mkdirSync(fromRoot(RESULTS), { recursive: true });

if (isChosen("size")) results.size = await measureSizes({ names, own: worker });
if (isChosen("import")) {
  results.import = await step("cold import", (report) =>
    measureImports({ names, rounds: options.importRounds, seed, report }),
  );
}
if (isChosen("start")) {
  results.start = await step("start of a Worker", (report) =>
    measureWorkerStarts({ names, rounds: options.startRounds, seed, report }),
  );
}
if (isCold) {
  results.cold = await step("cold starts", (report) =>
    measureColdStarts({ rounds: options.coldRounds, seed, report }),
  );
}
for (const runtime of RUNTIMES) {
  const scenarios = options.scenariosIn(runtime);
  if (scenarios.length === 0) continue;
  const profileDir = options.profile ? fromRoot(RESULTS) : undefined;
  results.calls[runtime] = await step(`calls in ${runtime}`, (report) =>
    measureCalls(runtime, { ...options, scenarios }, { report, profileDir }),
  );
}
if (options.handlerScenarios.length > 0) {
  const plan = { ...options, scenarios: options.handlerScenarios };
  results.handler = await step("handler in workerd", (report) => measureHandler(plan, report));
}

const tables = tablesOf(results);
const plots = plotRatios(results);
const files = {
  "results.json": `${JSON.stringify(results, null, 2)}\n`,
  "report.md": asMarkdown(tables, Object.keys(plots)),
  // The README's table of the runtimes takes it from here (tests/runtimes/rows.mjs).
  ...(results.cold && { "cold.json": JSON.stringify(results.cold.starts) }),
  ...plots,
};
for (const [file, content] of Object.entries(files)) {
  writeFileSync(fromRoot(`${RESULTS}/${file}`), content);
}
console.log(asText(tables));
console.log(`\nIn ${RESULTS}: ${Object.keys(files).join(", ")}`);
