import { HANDLER } from "../targets.mjs";
import { scenarios } from "./scenarios.mjs";

const LABELS = { raw: "bare Worker (control)", handler: "handler" };

/** What was measured of the handler, as one of the report's tables. */
export function handlerTable(measured) {
  const rows = scenarios
    .filter(({ id }) => measured[id])
    .flatMap(({ id, title }) => rowsOf(title, measured[id], HANDLER[id.split("-")[0]]));
  const [{ contenders }] = Object.values(measured);
  return {
    title: "Handler in workerd",
    note: `Requests per second in proportion to a Worker that only puts the key in and passes on, each between two chunks of it: medians and quartiles of ${contenders.handler.speed.values.length} rounds. CPU is workerd's, for each request.`,
    texts: 2,
    head: ["scenario", "Worker", "requests/s", "speed", "quartiles", "CPU", "target", ""],
    rows,
  };
}

function rowsOf(title, { raw, contenders }, target) {
  const { callsPerSecond, cpuMicroseconds } = raw;
  const cpu = cpuMicroseconds ? `${Math.round(cpuMicroseconds.median)} µs` : "–";
  return [
    [title, "bare Worker", whole(callsPerSecond.median), "", "", cpu, "", ""],
    ...Object.entries(contenders).map(([name, sample]) => [
      ...["", LABELS[name], ...cellsOf(sample)],
      ...(name === "handler" && target ? verdictOf(sample, target) : ["", ""]),
    ]),
  ];
}

const cellsOf = ({ callsPerSecond, speed, cpu }) => [
  whole(callsPerSecond.median),
  ratio(speed.median),
  `${ratio(speed.lower)} – ${ratio(speed.upper)}`,
  cpu ? ratio(cpu.median) : "–",
];

const verdictOf = ({ speed }, target) => [
  `≥ ${ratio(target.speed)}`,
  speed.median >= target.speed ? "met" : "missed",
];

const ratio = (value) => value.toFixed(2);
const whole = (value) => Math.round(value).toLocaleString("en");
