// What Rust does for the methods. It is taken off the class, where callers would take it for theirs.

import { settleBy } from "../transport/attempt.js";
import { Series } from "./arguments.js";
import { answerError } from "./errors.js";
import { misconfigured } from "./readers.js";

const engine = {};

export function takeFrom(alloy) {
  const { prototype } = alloy;
  for (const name of ["taskOf", "go", "settle", "decide"]) {
    engine[name] = alloy[name];
    delete alloy[name];
  }
  for (const name of ["open", "own", "view", "forUser"]) {
    const method = prototype[name];
    engine[name] = (client, ...given) => {
      if (!client.__wbg_ptr) misconfigured("client", "has been freed: make a new one");
      return method.apply(client, given);
    };
    delete prototype[name];
  }
  const { free } = prototype;
  // Freed already, a client stays so: `using` frees it again.
  prototype.free = prototype[Symbol.dispose ?? "free"] = function () {
    if (this.__wbg_ptr) free.call(this);
  };
  settleBy(engine.settle);
}

/** Stands for the module until it is loaded: alloy-connectivity/web leaves that to the page. */
export const notLoaded = new Proxy(
  {},
  {
    get() {
      misconfigured("alloy-connectivity/web", "must be loaded first: await init(…)");
    },
  },
);

/** Asks Rust what the edge handler is to do: lines in, lines out (src/edge). */
export const decide = (...lines) => engine.decide(lines.join("\n")).split("\n");

/** The client itself, for as long as something takes: the caller may free his. Free it in the end. */
export const viewOf = (client) => engine.view(client);

export const forUser = (client, userId) => engine.forUser(client, userId);

/** What the client says where a call says nothing: `{ userId, connectionId, deadlineMs }`. */
export function ownOf(client) {
  const own = {};
  engine.own(client, own);
  return own;
}

// Asked for once, when the module has been loaded.
const tasks = {};

/** Has Rust perform what the method of that name stands for, with the arguments that `read` gives. */
export function perform(client, name, read) {
  return new Promise((resolve, rejectNow) => {
    // Not in the same turn: Workers of old dates take what is returned by an async function, and
    // rejected before that has been noticed, for an error that nobody handles.
    const reject = async (error) => {
      for (let turn = 0; turn < 3; turn++) await null;
      rejectNow(error);
    };
    try {
      const task = (tasks[name] ??= engine.taskOf(name));
      engine.go(engine.open(client, task, read(), { resolve, reject }));
    } catch (error) {
      reject(error);
    }
  });
}

/**
 * Asks an endpoint with checked arguments. `gives` is what its answer holds; undefined where it lacks
 * that.
 */
export async function ask(client, name, given, gives) {
  const answer = await perform(client, name, () => given);
  const data = gives(answer.raw);
  if (data === undefined) {
    // What is remembered may not be what it was.
    if (answer.status === 0) return ask(client, name, { ...given, fresh: true }, gives);
    const message = `Alloy's answer lacks what ${name} gives (status ${answer.status})`;
    throw answerError("AlloyProtocolError", "ANSWER_INVALID", message, undefined, answer);
  }
  return given.options?.withResponse ? { ...answer, data } : data;
}

/**
 * Of several calls that are one to the caller, the method `operation`: what gives the options of the
 * next, with the time that is left.
 */
export function stepsOf(client, options, operation) {
  const deadlineMs = options?.deadlineMs ?? ownOf(client).deadlineMs;
  const end = Date.now() + deadlineMs;
  const series = new Series(operation, deadlineMs);
  return (own) => ({
    ...options,
    ...(deadlineMs && { deadlineMs: Math.max(1, end - Date.now()) }),
    ...own,
    series,
  });
}
