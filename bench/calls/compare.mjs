// All contenders call in turn from one process, so that they share one heap, one compiler and one
// pool of connections. A chunk of a contender runs between two chunks of raw fetch and is compared
// with their mean: what slows the machine slows all three.
import { shuffler, summary } from "../statistics.mjs";

/**
 * One process of one runtime, in which calls are made.
 *
 * @typedef {object} Client
 * @property {(name: string, action: string) => Promise<void>} verify  rejects when the contender's answer is wrong
 * @property {(name: string, scenario: object, count: number) => Promise<Chunk>} chunk
 *
 * @typedef {Client & { leftOut?: Record<string, string>, close(): Promise<void> }} OpenClient
 *   `leftOut`: contenders that this runtime cannot take, and why
 *
 * @typedef {object} Chunk
 * @property {number} callsPerSecond
 * @property {number} [cpuMicroseconds]  for each call; missing where it cannot be told
 *
 * @typedef {object} Plan
 * @property {string[]} contenders
 * @property {object[]} scenarios
 * @property {number} rounds
 * @property {number} heavyRounds  of the scenarios that are heavy
 * @property {number} chunkMs  how long a chunk of raw fetch takes
 * @property {number} warmUpMs  for each contender in each scenario
 * @property {number} seed
 */

/**
 * @param {Client} client
 * @param {Plan} plan
 * @param {(detail: string) => void} report
 */
export async function compare(client, plan, report) {
  const { contenders, scenarios, rounds, heavyRounds, seed } = plan;
  const shuffle = shuffler(seed);
  const samples = {};
  for (const scenario of scenarios) {
    report(`warming up ${scenario.title}`);
    const perContender = contenders.map((name) => [name, { speed: [], cpu: [], rate: [] }]);
    samples[scenario.id] = {
      count: await warmUp(client, scenario, plan),
      raw: [],
      contenders: Object.fromEntries(perContender),
    };
  }
  for (let round = 1; round <= rounds; round += 1) {
    report(`round ${round} of ${rounds}`);
    for (const scenario of shuffle(scenarios)) {
      if (scenario.isHeavy && round > heavyRounds) continue;
      await playRound(client, scenario, shuffle(contenders), samples[scenario.id]);
    }
  }
  return Object.fromEntries(Object.entries(samples).map(([id, sample]) => [id, conclude(sample)]));
}

/** Lets the compiler see every contender, and says how many calls fill a chunk of raw fetch. */
async function warmUp(client, scenario, { contenders, warmUpMs, chunkMs }) {
  const { inFlight } = scenario;
  let count = inFlight;
  for (const name of [...new Set([...contenders, "raw"])]) {
    const end = performance.now() + warmUpMs;
    do {
      const { callsPerSecond } = await client.chunk(name, scenario, count);
      count = Math.max(inFlight, Math.ceil((callsPerSecond * chunkMs) / 1000));
    } while (performance.now() < end);
  }
  return count;
}

async function playRound(client, scenario, contenders, { count, raw, contenders: samples }) {
  let before = await client.chunk("raw", scenario, count);
  raw.push(before);
  for (const name of contenders) {
    const own = await client.chunk(name, scenario, count);
    const after = await client.chunk("raw", scenario, count);
    const { speed, cpu, rate } = samples[name];
    speed.push(own.callsPerSecond / mean(before.callsPerSecond, after.callsPerSecond));
    cpu.push(own.cpuMicroseconds / mean(before.cpuMicroseconds, after.cpuMicroseconds));
    rate.push(own.callsPerSecond);
    raw.push(after);
    before = after;
  }
}

function conclude({ count, raw, contenders }) {
  return {
    callsPerChunk: count,
    raw: {
      callsPerSecond: summary(raw.map(({ callsPerSecond }) => callsPerSecond)),
      cpuMicroseconds: summaryIfTold(raw.map(({ cpuMicroseconds }) => cpuMicroseconds)),
    },
    contenders: Object.fromEntries(
      Object.entries(contenders).map(([name, { speed, cpu, rate }]) => [
        name,
        { speed: summary(speed), cpu: summaryIfTold(cpu), callsPerSecond: summary(rate) },
      ]),
    ),
  };
}

const summaryIfTold = (values) => (values.every(Number.isFinite) ? summary(values) : undefined);
const mean = (a, b) => (a + b) / 2;
