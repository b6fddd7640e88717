import { deepStrictEqual } from "node:assert/strict";
import { answers, parameters } from "../scenarios.mjs";
import { callMany } from "./call-many.mjs";

const [origin] = process.argv.slice(2);
const connected = {};

process.on("message", async (task) => {
  try {
    const result = task.verify ? await verify(task.verify) : await chunk(task.chunk);
    process.send({ result });
  } catch (error) {
    process.send({ error: `${error.message}` });
  }
});

async function verify({ name, action }) {
  const { act } = await connect(name);
  deepStrictEqual(await act(action, parameters[action]), answers[action]);
}

async function chunk({ name, scenario, count }) {
  const { act } = await connect(name);
  const cpu = process.cpuUsage();
  const started = performance.now();
  await callMany(act, parameters[scenario.action], scenario, count);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { callsPerSecond: count / seconds, cpuMicroseconds: (user + system) / count };
}

async function connect(name) {
  connected[name] ??= (await import(`../contenders/${name}.mjs`)).default({ origin });
  return connected[name];
}
