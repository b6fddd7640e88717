import { scenarios } from "./scenarios.mjs";
import { CALLS, IMPORT_MS, INSTALLED_BYTES, WORKER_GZIP_BYTES } from "./targets.mjs";

const LABELS = {
  alloy: "alloy-connectivity",
  plain: "plain JavaScript",
  raw: "raw fetch (control)",
};

export function print(results) {
  const { machine, calls, coldImport, sizes } = results;
  console.log(
    `\nNode ${machine.node}, ${machine.cores} cores, ${machine.model}, load ${machine.loadBefore.toFixed(2)} before; seed ${results.seed}`,
  );
  if (calls) printCalls(calls, results.rounds);
  console.log();
  printTable(1, [
    ["one figure each", "measured", "quartiles", "target", ""],
    ...(coldImport ? [importRow(coldImport)] : []),
    sizeRow("a Worker ships, gzip -9", sizes.worker.gzip, WORKER_GZIP_BYTES),
    sizeRow("installed", sizes.installed.raw, INSTALLED_BYTES),
  ]);
  if (results.quick) console.log("\nA quick run has too few rounds to judge by.");
}

function printCalls(calls, rounds) {
  console.log(
    `\nCalls per second and CPU per call in proportion to raw fetch: medians of ${rounds} rounds\n`,
  );
  const rows = [["scenario", "contender", "calls/s", "speed", "quartiles", "CPU", "target", ""]];
  for (const { id, title } of scenarios.filter(({ id }) => calls[id])) {
    const { raw, contenders } = calls[id];
    const rawCpu = Math.round(raw.cpuMicroseconds.median);
    rows.push([
      title,
      "raw fetch",
      whole(raw.callsPerSecond.median),
      "",
      "",
      `${rawCpu} µs`,
      "",
      "",
    ]);
    for (const [name, { speed, cpu, callsPerSecond }] of Object.entries(contenders)) {
      const target = name === "alloy" ? CALLS[id] : undefined;
      rows.push([
        "",
        LABELS[name] ?? name,
        whole(callsPerSecond.median),
        ratio(speed.median),
        `${ratio(speed.lower)} – ${ratio(speed.upper)}`,
        ratio(cpu.median),
        target ? `≥ ${ratio(target)}` : "",
        target ? verdict(speed.median >= target) : "",
      ]);
    }
  }
  printTable(2, rows);
}

const importRow = ({ median, lower, upper }) => [
  "import over an empty process",
  `${median.toFixed(1)} ms`,
  `${lower.toFixed(1)} – ${upper.toFixed(1)}`,
  `≤ ${IMPORT_MS} ms`,
  verdict(median <= IMPORT_MS),
];

const sizeRow = (name, bytes, target) => [
  name,
  `${whole(bytes)} B`,
  "",
  `≤ ${whole(target)} B`,
  verdict(bytes <= target),
];

const ratio = (value) => value.toFixed(2);
const whole = (value) => Math.round(value).toLocaleString("en");
const verdict = (met) => (met ? "met" : "missed");

/** Aligned: so many columns of text first, then figures. */
function printTable(texts, rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column < texts ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
    );
    console.log(`  ${cells.join("  ")}`.trimEnd());
  }
}
