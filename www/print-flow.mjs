// Runs the flow in the Worker and prints its lines as they arrive.
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { Failure } from "../scripts/progress.mjs";

const TITLES = {
  guide: "In the guide's dialect",
  reference: "In the reference's dialect",
  auto: "In the dialect that Alloy answers",
};

/** Gives whether every step held. */
export async function printFlow(url) {
  const answer = await fetch(new URL("/demo/flow", url), { method: "POST" });
  if (!answer.ok) throw new Failure(`The Worker answered ${answer.status}: ${await answer.text()}`);
  let last;
  for await (const line of createInterface({ input: Readable.fromWeb(answer.body) })) {
    const entry = JSON.parse(line);
    if (entry.done) printEnding(entry, last);
    else printStep(entry, last);
    last = entry;
  }
  if (!last?.done) throw new Failure(`The flow broke off after “${last?.name}”.`);
  return last.ok;
}

function printStep(step, previous) {
  const { dialect, name, method, path, status, ms, ok, skipped, detail, hint } = step;
  if (dialect !== previous?.dialect) console.log(`${previous ? "\n" : ""}${TITLES[dialect]}`);
  const columns = [
    skipped ? "–" : ok ? "✓" : "✗",
    name.padEnd(23),
    (method ?? "–").padEnd(4),
    (path ?? "no request").padEnd(54),
    String(status ?? "–").padStart(3),
    (ms === null ? "–" : `${ms} ms`).padStart(7),
  ];
  console.log(`  ${columns.join("  ")}${ok && detail ? `  ${detail}` : ""}`);
  if (!ok) for (const line of [detail, hint]) if (line) console.log(`     ${line}`);
}

function printEnding({ ok, steps, requests, ms }, { name }) {
  const total = `(steps: ${steps}, requests: ${requests}, ${ms} ms)`;
  console.log(ok ? `\n✓ Every step held ${total}` : `\n✗ “${name}” did not hold ${total}`);
}
