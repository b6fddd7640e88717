// The process in which all contenders call, in turn, so that they share one heap, one compiler and
// one pool of connections. A chunk of a contender runs between two chunks of raw fetch and is
// compared with their mean: what slows the machine slows all three.
import { deepStrictEqual } from "node:assert/strict";
import { answers, parameters, scenarios } from "./scenarios.mjs";
import { shuffler, summary } from "./statistics.mjs";

process.once("message", async (task) => {
  const results = await measure(task);
  process.send({ results }, () => process.disconnect());
});

async function measure({ origin, scenarioIds, contenders, rounds, seed, chunkMs, warmUpMs }) {
  const shuffle = shuffler(seed);
  const calls = {};
  for (const name of new Set(["raw", ...contenders])) {
    const { default: connect } = await import(`./contenders/${name}.mjs`);
    calls[name] = connect(origin);
  }

  const chosen = scenarios.filter(({ id }) => scenarioIds.includes(id));
  const results = {};
  for (const scenario of chosen) {
    process.send({ progress: `warming up ${scenario.title}` });
    const size = await warmUp(scenario, calls, warmUpMs, chunkMs);
    const perContender = contenders.map((name) => [name, { speed: [], cpu: [], rate: [] }]);
    results[scenario.id] = { chunk: size, raw: [], contenders: Object.fromEntries(perContender) };
  }

  for (let round = 1; round <= rounds; round += 1) {
    process.send({ progress: `round ${round} of ${rounds}` });
    for (const scenario of shuffle(chosen)) {
      const result = results[scenario.id];
      let before = await chunk(calls.raw, scenario, result.chunk);
      result.raw.push(before);
      for (const name of shuffle(contenders)) {
        const own = await chunk(calls[name], scenario, result.chunk);
        const after = await chunk(calls.raw, scenario, result.chunk);
        const { speed, cpu, rate } = result.contenders[name];
        speed.push(own.callsPerSecond / mean(before.callsPerSecond, after.callsPerSecond));
        cpu.push(own.cpuMicroseconds / mean(before.cpuMicroseconds, after.cpuMicroseconds));
        rate.push(own.callsPerSecond);
        result.raw.push(after);
        before = after;
      }
    }
  }
  return Object.fromEntries(Object.entries(results).map(([id, result]) => [id, conclude(result)]));
}

/** Checks what each contender gives, lets the compiler see it, and says how many calls fill a chunk. */
async function warmUp(scenario, calls, warmUpMs, chunkMs) {
  const { action, inFlight } = scenario;
  let size = inFlight;
  for (const [name, call] of Object.entries(calls)) {
    deepStrictEqual(await call(action, parameters[action]), answers[action], `${name}'s answer`);
    const end = performance.now() + warmUpMs;
    while (performance.now() < end) {
      const { callsPerSecond } = await chunk(call, scenario, size);
      size = Math.max(inFlight, Math.ceil((callsPerSecond * chunkMs) / 1000));
    }
  }
  return size;
}

async function chunk(call, { action, inFlight }, size) {
  const given = parameters[action];
  let left = size;
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      await call(action, given);
    }
  };
  const cpu = process.cpuUsage();
  const started = performance.now();
  await Promise.all(Array.from({ length: inFlight }, caller));
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { callsPerSecond: size / seconds, cpuMicroseconds: (user + system) / size };
}

function conclude({ chunk, raw, contenders }) {
  const ratios = ({ speed, cpu, rate }) => ({
    speed: summary(speed),
    cpu: summary(cpu),
    callsPerSecond: summary(rate),
  });
  return {
    chunk,
    raw: {
      callsPerSecond: summary(raw.map(({ callsPerSecond }) => callsPerSecond)),
      cpuMicroseconds: summary(raw.map(({ cpuMicroseconds }) => cpuMicroseconds)),
    },
    contenders: Object.fromEntries(
      Object.entries(contenders).map(([name, samples]) => [name, ratios(samples)]),
    ),
  };
}

const mean = (a, b) => (a + b) / 2;
