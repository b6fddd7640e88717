// What was measured, as tables of text, of which render.mjs knows the form.
import { coldTable } from "../cold/table.mjs";
import { contenders } from "../contenders.mjs";
import { handlerTable } from "../handler/table.mjs";
import { scenarios } from "../scenarios.mjs";
import { CALLS, IMPORT_MS } from "../targets.mjs";

export function tablesOf(results) {
  const { machine, calls, quick } = results;
  const notes = [
    `Node ${machine.node}, ${machine.cores} cores, ${machine.model}, load ${machine.loadBefore.toFixed(2)} before; seed ${results.seed}; ${results.date}`,
    ...(quick ? ["A quick run has too few rounds to judge by."] : []),
  ];
  return {
    title: "alloy-connectivity beside other clients",
    notes,
    tables: [
      ...Object.entries(calls).map(([runtime, measured]) => callsTable(runtime, measured)),
      ...(results.handler ? [handlerTable(results.handler)] : []),
      ...(results.import ? [importTable(results.import)] : []),
      ...(results.start ? [startTable(results.start)] : []),
      ...(results.cold ? [coldTable(results.cold)] : []),
      ...(results.size ? [sizeTable(results)] : []),
      ...leftOutTable(results),
    ],
  };
}

function callsTable(runtime, { scenarios: measured }) {
  const rows = [];
  let rounds = 0;
  for (const { id, title } of scenarios.filter(({ id }) => measured[id])) {
    const { raw, contenders: samples } = measured[id];
    const rawCpu = raw.cpuMicroseconds && `${Math.round(raw.cpuMicroseconds.median)} µs`;
    rows.push([
      title,
      "raw fetch",
      whole(raw.callsPerSecond.median),
      "",
      "",
      rawCpu ?? "–",
      "",
      "",
    ]);
    for (const [name, sample] of Object.entries(samples)) {
      rounds = Math.max(rounds, sample.speed.values.length);
      rows.push(["", contenders[name].label, ...callCells(name, id, sample)]);
    }
  }
  return {
    title: `Calls in ${runtime}`,
    note: `In proportion to raw fetch, each between two chunks of it: medians and quartiles of ${rounds} rounds. "raw fetch (control)" is raw fetch measured like the others.`,
    texts: 2,
    head: ["scenario", "client", "calls/s", "speed", "quartiles", "CPU", "target", ""],
    rows,
  };
}

function callCells(name, scenarioId, { speed, cpu, callsPerSecond }) {
  const target = CALLS[name]?.[scenarioId.split("-")[0]];
  const isMet =
    target && speed.median >= target.speed && !(target.cpu && cpu && cpu.median > target.cpu);
  return [
    whole(callsPerSecond.median),
    ratio(speed.median),
    `${ratio(speed.lower)} – ${ratio(speed.upper)}`,
    cpu ? ratio(cpu.median) : "–",
    target ? `≥ ${ratio(target.speed)}${target.cpu ? `, CPU ≤ ${ratio(target.cpu)}` : ""}` : "",
    target ? verdict(isMet) : "",
  ];
}

function importTable({ empty, over }) {
  return {
    title: "Cold import in Node",
    note: `Milliseconds that the import adds to an empty process, which takes ${empty.toFixed(0)}.`,
    texts: 1,
    head: ["package", "median", "quartiles", "best case", "target", ""],
    rows: Object.entries(over).map(([name, { median, lower, upper, bestCase }]) => {
      const target = IMPORT_MS[name];
      return [
        contenders[name].package,
        median.toFixed(1),
        `${lower.toFixed(1)} – ${upper.toFixed(1)}`,
        bestCase.toFixed(1),
        target ? `≤ ${target}` : "",
        target ? verdict(median <= target) : "",
      ];
    }),
  };
}

function startTable({ empty, over }) {
  return {
    title: "Start of a Worker",
    note: `Milliseconds over an empty Worker, from starting workerd to the first answer, which takes ${empty.toFixed(0)}; the client is made at module scope.`,
    texts: 1,
    head: ["package", "median", "quartiles", "best case"],
    rows: Object.entries(over).map(([name, { median, lower, upper, bestCase }]) => [
      contenders[name].package,
      median.toFixed(1),
      `${lower.toFixed(1)} – ${upper.toFixed(1)}`,
      bestCase.toFixed(1),
    ]),
  };
}

function sizeTable({ size, budgets, installed }) {
  const rows = Object.entries(size.sizes).map(([name, { raw, gzip }]) => [
    contenders[name].package,
    whole(raw),
    whole(gzip),
    ...(contenders[name].isOurs
      ? [`≤ ${whole(budgets.workerGzip)}`, verdict(gzip <= budgets.workerGzip)]
      : ["", ""]),
  ]);
  rows.push([
    "alloy-connectivity, installed",
    whole(installed),
    "",
    `≤ ${whole(budgets.installed)}`,
    verdict(installed <= budgets.installed),
  ]);
  return {
    title: "What a Worker ships",
    note: "Bytes: bundled and minified by esbuild with wrangler's conditions; ours are the files as published, unminified, with the module.",
    texts: 1,
    head: ["package", "raw", "gzip -9", "target", ""],
    rows,
  };
}

function leftOutTable(results) {
  const places = {
    ...Object.fromEntries(
      Object.entries(results.calls).map(([runtime, { leftOut }]) => [
        `calls in ${runtime}`,
        leftOut,
      ]),
    ),
    ...(results.start && { "start of a Worker": results.start.leftOut }),
    ...(results.size && { "what a Worker ships": results.size.leftOut }),
    ...(results.import && { "cold import": results.import.leftOut }),
    ...(results.cold && { "cold starts": results.cold.leftOut }),
  };
  const rows = Object.entries(places).flatMap(([place, leftOut]) =>
    Object.entries(leftOut).map(([name, reason]) => [
      // What was left out of the cold starts is a cell.
      contenders[name]?.package ?? contenders[name]?.label ?? name,
      place,
      reason,
    ]),
  );
  if (rows.length === 0) return [];
  return [{ title: "Left out", texts: 3, head: ["client", "of", "because"], rows }];
}

const ratio = (value) => value.toFixed(2);
const whole = (value) => Math.round(value).toLocaleString("en");
const verdict = (isMet) => (isMet ? "met" : "missed");
