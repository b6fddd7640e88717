// What was sent again, and what was not.
import { count, verdict } from "./verdict.mjs";
import { most } from "./chance.mjs";

/** What a write may be sent again after: the one fault that says that nothing was done. */
const REPEATS_A_WRITE = ["429"];

const mayRepeat = (kind, fault) =>
  fault !== null && (kind === "read" || REPEATS_A_WRITE.includes(fault));

export function attemptsAgree(histories, strays) {
  const requests = histories.reduce((sum, history) => sum + history.requests.length, 0);
  return verdict(
    "the sandbox saw as many requests of each call as the client tells",
    `${count(requests)} requests`,
    [
      ...strays,
      ...histories.flatMap(({ call, result, requests }) =>
        !result || result.attempts === requests.length
          ? []
          : [`${call}: the client tells ${result.attempts}, the sandbox saw ${requests.length}`],
      ),
    ],
  );
}

export function repeatedOnlyWhereAllowed(histories) {
  const repeats = histories.flatMap(({ call, kind, requests }) =>
    requests.slice(0, -1).map(({ fault }) => ({ call, kind, fault })),
  );
  const ofWrites = repeats.filter(({ kind }) => kind === "write").length;
  return verdict(
    "only what had no effect, or is a read, was sent again",
    `${count(repeats.length)} requests sent again, ${count(ofWrites)} of writes`,
    repeats
      .filter(({ kind, fault }) => !mayRepeat(kind, fault))
      .map(({ call, kind, fault }) => `${call}: a ${kind}, sent again after ${fault ?? "success"}`),
  );
}

export function repeatedWhereAllowed(histories, maxRetries) {
  const whole = maxRetries + 1;
  const failed = histories.filter(({ result }) => result?.error);
  const exhausted = failed.filter(({ requests }) => requests.length === whole);
  return verdict(
    `a failure that may be repeated is one of ${whole} requests`,
    `${count(exhausted.length)} calls used them up`,
    [
      ...failed
        .filter(({ kind, requests }) => {
          const last = requests.at(-1);
          return last && mayRepeat(kind, last.fault) && requests.length < whole;
        })
        .map(({ call, requests }) => `${call}: given up after ${requests.length} requests`),
      ...histories
        .filter(({ requests }) => requests.length > whole)
        .map(({ call, requests }) => `${call}: sent ${requests.length} times`),
    ],
  );
}

/** A read fails only when every one of its requests met a fault. */
export function readsGetThrough(histories, maxRetries, faultRate) {
  const reads = histories.filter(({ kind, result }) => kind === "read" && result);
  const failed = reads.filter(({ result }) => result.error).length;
  const limit = most(reads.length, faultRate ** (maxRetries + 1));
  return verdict(
    `reads got through, save ${limit} at most`,
    `${count(reads.length - failed)} of ${count(reads.length)}`,
    failed > limit ? [`${failed} of ${reads.length} reads failed`] : [],
  );
}
