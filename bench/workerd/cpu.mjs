import { readFileSync } from "node:fs";

// Linux counts a process's time in hundredths of a second; elsewhere there is no telling.
const TICKS_PER_SECOND = 100;

/** The CPU time that a process has taken so far, in seconds; NaN where it cannot be told. */
export function cpuSeconds(pid) {
  if (process.platform !== "linux") return NaN;
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // After the program's name, in parentheses, user time is the 12th field and system time the 13th.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
