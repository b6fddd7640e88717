// What was done, beside what the callers were told of it.
import { count, verdict } from "./verdict.mjs";

export function nothingTwice(histories) {
  const effects = histories.reduce((sum, history) => sum + history.effects, 0);
  return verdict(
    "nothing was done twice",
    `${count(effects)} effects of ${count(writes(histories).length)} writes`,
    histories
      .filter(({ kind, effects }) => effects > (kind === "write" ? 1 : 0))
      .map(({ call, kind, effects }) => `${call}: a ${kind}, done ${effects} times`),
  );
}

export function nothingLost(histories) {
  const succeeded = writes(histories).filter(({ result }) => result && !result.error);
  return verdict(
    "what was reported as done was done",
    `${count(succeeded.length)} writes reported`,
    succeeded
      .filter(({ effects }) => effects === 0)
      .map(({ call }) => `${call}: reported as done, and was not`),
  );
}

export function failuresAtMostOnce(histories) {
  const failed = writes(histories).filter(({ result }) => result?.error);
  const done = failed.filter(({ effects }) => effects > 0);
  return verdict(
    "what was reported as failed was done once at most",
    `${count(failed.length)} writes failed, ${count(done.length)} of them were done all the same`,
    failed
      .filter(({ effects }) => effects > 1)
      .map(({ call, effects }) => `${call}: failed, and was done ${effects} times`),
  );
}

const writes = (histories) => histories.filter(({ kind }) => kind === "write");
