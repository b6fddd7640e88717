import { relative } from "node:path";

/** A reporter for node:test that writes how many tests passed, failed and were skipped, and which failed. */
export default async function* tally(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  for await (const { type, data } of events) {
    const outcome = outcomeOf(type, data);
    if (outcome) counts[outcome] += 1;
    if (outcome === "failed") failures.push(describe(data));
  }
  yield JSON.stringify({ ...counts, failures });
}

function describe({ name, file, details: { error } }) {
  const where = file && name !== file ? `${relative(process.cwd(), file)}: ` : "";
  const { message } = error?.cause ?? error ?? {};
  return `${where}${name}\n${message ?? "no reason was given"}`;
}

function outcomeOf(type, { name, file, skip, todo, details }) {
  if (type !== "test:pass" && type !== "test:fail") return null;
  const failed = type === "test:fail";
  // A group's tests have been counted; what can fail beside them is its hooks.
  if (details.type === "suite" && details.error?.failureType !== "hookFailed") return null;
  // A file is reported by its own name when it holds no test, or ends before one.
  if (name === file) return "failed";
  if (skip !== undefined || todo !== undefined) return "skipped";
  return failed ? "failed" : "passed";
}
