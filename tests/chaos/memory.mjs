// The second part of the run: many more calls, and what they leave in memory.
import { runClient } from "./client.mjs";
import { openSandbox } from "./sandbox.mjs";
import { leftovers } from "./verdicts/leftovers.mjs";
import { everyOutcome, heapFlat, moduleFlat, noneHangs, objectsFlat } from "./verdicts/memory.mjs";

const SAMPLE_EVERY = 10_000;
const LEAST_SAMPLES = 4;
// The warning is that of v8.queryObjects.
const FLAGS = ["--expose-gc", "--disable-warning=ExperimentalWarning"];

/**
 * @typedef {import("./client-settings.mjs").ClientSettings} ClientSettings
 *
 * @param {{ calls: number, seed: string, settings: ClientSettings }} options
 */
export async function runMemory({ calls, seed, settings }) {
  const sandbox = await openSandbox({ seed: `${seed}/memory`, retryAfter: 0, journalLimit: 100 });
  const sampleEvery = Math.ceil(Math.min(SAMPLE_EVERY, calls / LEAST_SAMPLES));
  try {
    const task = { access: sandbox.access, calls, sampleEvery, ...settings };
    return account(calls, await runClient("memory-process.mjs", task, FLAGS));
  } finally {
    sandbox.close();
  }
}

function account(calls, { report, end }) {
  const { hung, outcomes, unexpected, samples, listeners, resources } = report;
  const verdicts = [
    noneHangs(hung, calls),
    everyOutcome({ outcomes, unexpected }),
    moduleFlat(samples),
    heapFlat(samples),
    objectsFlat(samples),
    ...leftovers([{ listeners, resources, end }]),
  ];
  return { samples, verdicts };
}
