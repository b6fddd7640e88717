// A client that makes many calls of every sort, and looks at its memory now and then: memory.mjs
// says how it is run.
import { moduleSize } from "./wasm-memory.mjs"; // first of all
import { queryObjects } from "node:v8";
import { connect } from "./connect.mjs";
import { callAll } from "./in-flight.mjs";
import { sharedSignal } from "./shared-signal.mjs";

const task = JSON.parse(process.argv[2]);
const { calls, sampleEvery, concurrency, stallMs } = task;
const { userId, connections } = task.access;
const { signal, listeners } = sharedSignal();
const alloy = connect(task, () => {});

const write = (options) =>
  alloy.executeAction(
    "slack",
    "chat_postMessage",
    { channel: "general", text: "Hello" },
    { connectionId: connections.slack, ...options },
  );
const read = () =>
  alloy.executeAction(
    "notion",
    "post-search",
    { query: "Plans" },
    { connectionId: connections.notion, idempotent: true, signal, withResponse: true },
  );
const list = () => alloy.listConnections({ signal });
// Freed by hand: how many wait for the garbage collector would be a matter of its timing.
function view() {
  const theirs = alloy.forUser(userId);
  const listed = theirs.listConnections({ signal });
  theirs.free();
  return listed;
}
function abandoned() {
  const controller = new AbortController();
  setImmediate(() => controller.abort());
  return write({ signal: controller.signal });
}
const shared = () => write({ signal });
const KINDS = [shared, shared, shared, write, read, list, list, view, view, abandoned];

const EXPECTED = [
  ...["success", "AlloyRateLimitError", "AlloyServerError", "AlloyNetworkError"],
  "AlloyAbortError",
];
const outcomes = Object.fromEntries(EXPECTED.map((name) => [name, 0]));
const unexpected = [];

async function make(index) {
  const kind = KINDS[index % KINDS.length];
  let outcome = "success";
  try {
    await kind();
  } catch (error) {
    outcome = error.name;
    const isExpected =
      EXPECTED.includes(outcome) && (outcome === "AlloyAbortError") <= (kind === abandoned);
    if (!isExpected) return void unexpected.push(`call ${index + 1}, ${kind.name}: ${error}`);
  }
  outcomes[outcome] += 1;
}

// What finalizers let go of is gone in the next round; after four of them nothing changes any more.
const GC_ROUNDS = 6;

/** What is alive when the garbage is gone. */
async function heap() {
  for (let round = 0; round < GC_ROUNDS; round += 1) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return { heapBytes: process.memoryUsage().heapUsed, objects: queryObjects(Object) };
}

let made = 0;
const hung = [];
const samples = [];

async function makeNext(count, atOnce) {
  const length = Math.min(count, calls - made);
  const block = Array.from({ length }, (_, index) => made + index);
  hung.push(...(await callAll(block, { concurrency: atOnce, stallMs }, make)));
  made += length;
}

// The module never gives memory back: after twice as many at once, growth is a leak and no peak.
await makeNext(Math.ceil(sampleEvery / 10), 2 * concurrency);
while (made < calls && hung.length === 0) {
  await makeNext(sampleEvery - (made % sampleEvery), concurrency);
  samples.push({ calls: made, ...(await heap()), ...moduleSize() });
}
process.send({
  hung: hung.map((index) => `call ${index + 1}, ${KINDS[index % KINDS.length].name}`),
  outcomes,
  unexpected,
  samples,
  listeners: listeners(),
  resources: process.getActiveResourcesInfo(),
});
