// How the calls ended, beside what the sandbox did to them.
import { count, listed, tally, verdict } from "./verdict.mjs";

/** What is to come of a call whose last request met the fault. */
const ERRORS = {
  429: "AlloyRateLimitError",
  500: "AlloyServerError",
  503: "AlloyServerError",
  reset: "AlloyNetworkError",
  truncate: "AlloyNetworkError",
};

export function everyCallSettled(histories) {
  const hung = histories.filter(({ result }) => !result);
  return verdict(
    "every call settled",
    `${count(histories.length - hung.length)} of ${count(histories.length)}`,
    hung.map(({ call, requests }) => `${call}: never settled, after ${requests.length} requests`),
  );
}

export function everyErrorIsTheFaults(histories) {
  const failed = histories.filter(({ result }) => result?.error);
  return verdict(
    "every failure is a typed error, that of the last fault",
    listed(tally(failed.map(({ result }) => result.error.name))) || "no failure",
    failed.flatMap(({ call, result: { error }, requests }) => {
      const fault = requests.at(-1)?.fault;
      const isRight = error.isOurs && error.name === ERRORS[fault] && isStatus(error, fault);
      const shown = [error.name, error.status, error.message].filter(Boolean).join(" ");
      return isRight ? [] : [`${call}: met ${fault ?? "no fault"} and failed with ${shown}`];
    }),
  );
}

const isStatus = ({ status }, fault) =>
  status === undefined ? !/^\d+$/.test(fault) : String(status) === fault;

export function everyAnswerIsTheCallsOwn(histories) {
  const answered = histories.filter(
    ({ result }) => result && (!result.error || result.error.status !== undefined),
  );
  return verdict(
    "every answer is the one that the sandbox gave to that call",
    `${count(answered.length)} answers`,
    answered.flatMap(({ call, result, requests }) => {
      const last = requests.at(-1);
      if (result.requestId === undefined || result.requestId !== last?.requestId) {
        return [`${call}: has the answer to another request`];
      }
      if (result.error) return [];
      if (last.fault !== null) return [`${call}: succeeded on an answer that met ${last.fault}`];
      return result.isOwnAnswer ? [] : [`${call}: succeeded with another's answer`];
    }),
  );
}
