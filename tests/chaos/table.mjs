// What the run prints.
import { RATES } from "./scenarios.mjs";
import { count } from "./verdicts/verdict.mjs";

/** The most violations of a verdict that are shown. */
const SHOWN = 10;

/** @param {import("./verdicts/verdict.mjs").Verdict[]} verdicts */
export function verdictTable(title, verdicts) {
  const rows = verdicts.flatMap(({ title, seen, violations }) => [
    [violations.length === 0 ? "✓" : "✗", title, seen],
    ...violations.slice(0, SHOWN).map((violation) => ["", `  ✗ ${violation}`, ""]),
    ...(violations.length > SHOWN
      ? [["", `  … and ${count(violations.length - SHOWN)} more`, ""]]
      : []),
  ]);
  return table(title, ["", "asked", "seen"], rows, { words: 3 });
}

export function scenarioTable(runs) {
  const names = Object.keys(RATES);
  const rows = runs.map(({ scenario, requests, seconds }) => {
    const times = (name) => requests.filter(({ fault }) => fault === name).length;
    const figures = [scenario.actions, requests.length, ...names.map(times)].map(count);
    return [scenario.name, ...figures, seconds.toFixed(1)];
  });
  const head = ["a 429 says", "actions", "requests", ...names, "seconds"];
  return table("Requests, and the faults that they met", head, rows, { words: 1 });
}

/** @param {import("./verdicts/memory.mjs").Sample[]} samples */
export function memoryTable(samples) {
  const rows = samples.map((sample) =>
    [sample.calls, sample.memoryBytes, sample.tableEntries, sample.heapBytes, sample.objects].map(
      count,
    ),
  );
  const head = ["calls", "module, bytes", "table entries", "JS heap, bytes", "JS objects"];
  return table("Memory, with no call under way and the garbage gone", head, rows, { words: 0 });
}

/** @param {{ words: number }} columns  so many of them are words, the rest are figures */
function table(title, head, rows, { words }) {
  const short = rows.filter((row) => row.at(-1) !== "");
  const widths = head.map((name, column) =>
    Math.max(name.length, ...short.map((row) => row[column].length)),
  );
  const lines = [head, ...rows].map((row) =>
    row
      .map((cell, column) =>
        column < words ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
      )
      .join("  ")
      .trimEnd(),
  );
  return [title, "", ...lines.map((line) => `  ${line}`)].join("\n");
}
