// Many actions at once, but not all at once.

import { listen, reasonOf, unlisten } from "../transport/attempt.js";
import { AlloyAbortError } from "./errors.js";
import {
  count,
  expected,
  fieldsOf,
  flag,
  func,
  guard,
  id,
  invalid,
  isArray,
  signal,
} from "./readers.js";

// As many connections as a Worker may have open.
const CONCURRENCY = 6;

/** What became of each call, in their order. */
export async function batch(client, calls, options) {
  const field = fieldsOf(options, "options.", invalid);
  const concurrency = field("concurrency", count) ?? CONCURRENCY;
  const onProgress = field("onProgress", func);
  const stopOnError = field("stopOnError", flag) ?? false;
  const stop = field("signal", signal);
  if (!isArray(calls)) expected("calls", "an array", calls, invalid);
  // All of them before any: a mistake in the last must not cost what the first have done.
  const checked = guard("calls", invalid, () => Array.from(calls, read));

  const results = new Array(checked.length);
  let [started, done, failed] = [0, 0, 0];
  let failure;
  const isOver = () => (stop && reasonOf(stop)) || (stopOnError && failed > 0);

  async function work() {
    while (started < checked.length && !isOver()) {
      const index = started++;
      const result = await settle(checked[index]);
      results[index] = result;
      done += 1;
      if (result.status === "rejected" && ++failed === 1) failure = result.reason;
      report({ done, failed, total: checked.length, index, result });
    }
  }

  async function settle({ connectorId, actionId, parameters, options, signal }) {
    let either;
    try {
      either = guard("options.signal", invalid, () => link(signal, stop));
      // Inherited, so that each option is still read, and checked, by the call itself.
      const own = { __proto__: options, signal: either.signal };
      const value = await client.executeAction(connectorId, actionId, parameters, own);
      return { status: "fulfilled", value };
    } catch (reason) {
      return { status: "rejected", reason };
    } finally {
      either?.release();
    }
  }

  // What an observer does wrong is its own affair.
  function report(progress) {
    try {
      onProgress?.(progress)?.then?.(undefined, () => {});
    } catch {}
  }

  await Promise.all(Array.from({ length: Math.min(concurrency, checked.length) }, work));
  client.free();
  for (let index = started; index < checked.length; index++) {
    const aborted = stop && reasonOf(stop);
    const [why, cause] = aborted
      ? ["the batch was aborted", ...aborted]
      : ["an earlier one had failed", failure];
    const details = { code: "ABORTED", ...checked[index].names };
    const reason = new AlloyAbortError(`The call was not started: ${why}`, details, cause);
    results[index] = { status: "rejected", reason };
  }
  return results;
}

function read(call, index) {
  const argument = `calls[${index}]`;
  if (typeof call !== "object" || call === null) expected(argument, "an object", call, invalid);
  const field = fieldsOf(call, `${argument}.`, invalid);
  const required = (name) => field(name, id) ?? invalid(`${argument}.${name}`, "is required");
  const names = { connectorId: required("connectorId"), actionId: required("actionId") };
  const as = (_, value) => value;
  const options = field("options", as);
  // Asked here, where the name of the argument tells which of the calls it is.
  const own = fieldsOf(options, `${argument}.options.`, invalid)("signal", signal);
  return { ...names, names, parameters: field("parameters", as), options, signal: own };
}

/** One signal for two. AbortSignal.any would do, where every runtime had it. */
function link(first, second) {
  if (!first || !second) return { signal: first ?? second, release() {} };
  const controller = new AbortController();
  const releases = [first, second].map((source) => {
    const abort = () => controller.abort(...(reasonOf(source) ?? []));
    listen(source, abort);
    if (reasonOf(source)) abort();
    return () => unlisten(source, abort);
  });
  return { signal: controller.signal, release: () => releases.forEach((release) => release()) };
}
