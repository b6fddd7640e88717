// Many actions at once, but not all at once.

import { listen, unlisten } from "../transport/attempt.js";
import { AlloyAbortError } from "./errors.js";
import { count, expected, fieldsOf, flag, func, id, invalid, signal } from "./readers.js";

// As many connections as a Worker may have open.
const CONCURRENCY = 6;

/** What became of each call, in their order. */
export async function batch(client, calls, options) {
  const field = fieldsOf(options, "options.", invalid);
  const concurrency = field("concurrency", count) ?? CONCURRENCY;
  const onProgress = field("onProgress", func);
  const stopOnError = field("stopOnError", flag) ?? false;
  const stop = field("signal", signal);
  if (!Array.isArray(calls)) expected("calls", "an array", calls, invalid);
  // All of them before any: a mistake in the last must not cost what the first have done.
  const checked = Array.from(calls, read);

  const results = new Array(checked.length);
  let [started, done, failed] = [0, 0, 0];
  let failure;
  const isOver = () => stop?.aborted || (stopOnError && failed > 0);

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

  async function settle({ connectorId, actionId, parameters, options }) {
    const either = link(options?.signal, stop);
    // Inherited, so that each option is still read, and checked, by the call itself.
    const own = Object.create(options ?? null, { signal: { value: either.signal } });
    try {
      const value = await client.executeAction(connectorId, actionId, parameters, own);
      return { status: "fulfilled", value };
    } catch (reason) {
      return { status: "rejected", reason };
    } finally {
      either.release();
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
    const [why, cause] = stop?.aborted
      ? ["the batch was aborted", stop.reason]
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
  fieldsOf(options, `${argument}.options.`, invalid)("signal", signal);
  return { ...names, names, parameters: field("parameters", as), options };
}

/** One signal for two. AbortSignal.any would do, where every runtime had it. */
function link(first, second) {
  if (!first || !second) return { signal: first ?? second, release() {} };
  const controller = new AbortController();
  const releases = [first, second].map((source) => {
    const abort = () => controller.abort(source.reason);
    listen(source, abort);
    if (source.aborted) abort();
    return () => unlisten(source, abort);
  });
  return { signal: controller.signal, release: () => releases.forEach((release) => release()) };
}
