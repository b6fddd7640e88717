// A client that makes the calls of one scenario: `node actions-process.mjs <task as JSON>`. It
// reports how each ended, and then has to end by itself.
import { AlloyError } from "../../pkg/node.js";
import { connect } from "./connect.mjs";
import { Events } from "./events.mjs";
import { callAll } from "./in-flight.mjs";
import { plan } from "./scenarios.mjs";
import { sharedSignal } from "./shared-signal.mjs";

const task = JSON.parse(process.argv[2]);
const { scenario, concurrency, stallMs } = task;
const { connections } = task.access;
const events = new Events((scenario.retryAfter ?? 0) * 1_000);
const { signal, listeners } = sharedSignal();
const alloy = connect(task, events.observe);

const KINDS = {
  write: {
    execute: (text, options) =>
      alloy.executeAction(
        "slack",
        "chat_postMessage",
        { channel: "general", text },
        { ...options, connectionId: connections.slack },
      ),
    isAnswer: ({ ok, message }, text) => ok === true && message.text === text,
  },
  read: {
    execute: (query, options) =>
      alloy.executeAction(
        "notion",
        "post-search",
        { query },
        { ...options, connectionId: connections.notion, idempotent: true },
      ),
    isAnswer: ({ results }) => Array.isArray(results),
  },
};

async function resultOf({ call, kind }) {
  const { execute, isAnswer } = KINDS[kind];
  try {
    const { data, attempts, requestId } = await execute(call, { signal, withResponse: true });
    return { call, attempts, requestId, isOwnAnswer: isAnswer(data, call) };
  } catch (error) {
    const { name, message, status, attempts, requestId } = error;
    const isOurs = error instanceof AlloyError;
    return { call, attempts, requestId, error: { name, message, status, isOurs } };
  }
}

const results = [];
const started = performance.now();
const hung = await callAll(plan(scenario), { concurrency, stallMs }, async (planned) => {
  results.push(await resultOf(planned));
});
const seconds = (performance.now() - started) / 1_000;
process.send({
  seconds,
  hung: hung.map(({ call }) => call),
  results,
  events: events.counts(),
  listeners: listeners(),
  resources: process.getActiveResourcesInfo(),
});
