// What the clients left behind when their calls had ended.
import { count, listed, tally, verdict } from "./verdict.mjs";

/**
 * @typedef {object} Finish  how one client's process ended
 * @property {{ added: number, removed: number, left: number }} listeners  on its calls' signal
 * @property {string[]} resources  what would have kept it alive when its last call had settled
 * @property {import("../client.mjs").End} end
 */

/** @param {Finish[]} finishes */
export const leftovers = (finishes) => [
  noListener(finishes),
  noTimer(finishes),
  endedByThemselves(finishes),
  saidNothing(finishes),
];

function noListener(finishes) {
  const sum = (name) => finishes.reduce((total, { listeners }) => total + listeners[name], 0);
  const [added, left] = [sum("added"), sum("left")];
  return verdict(
    "no listener is left on the signal that all calls shared",
    `${count(added)} added, ${count(sum("removed"))} removed`,
    [
      ...(added > 0 ? [] : ["no call listened: this was not tried"]),
      ...(left === 0 ? [] : [`${left} listeners are left`]),
    ],
  );
}

function noTimer(finishes) {
  const kept = finishes.flatMap(({ resources }) => resources);
  return verdict(
    "no timer is left",
    `what is there: ${listed(tally(kept)) || "nothing"}`,
    // Sockets and what is put off to the next turn are the host's, and end by themselves.
    kept.filter((name) => name === "Timeout"),
  );
}

function endedByThemselves(finishes) {
  const late = finishes.filter(({ end }) => end.ms === null).length;
  const slowest = Math.max(...finishes.map(({ end }) => end.ms ?? 0));
  return verdict("the clients' processes ended by themselves", `within ${Math.ceil(slowest)} ms`, [
    ...(late === 0 ? [] : [`${late} had to be killed`]),
    ...finishes
      .filter(({ end }) => end.ms !== null && end.code !== 0)
      .map(({ end }) => `one ended with exit code ${end.code}`),
  ]);
}

function saidNothing(finishes) {
  const lines = finishes.flatMap(({ end }) => end.stderr.split("\n").filter(Boolean));
  return verdict("they had nothing to complain of", `${lines.length} lines of warnings`, lines);
}
