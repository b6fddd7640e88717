// What the command line asks for.
import { parseArgs } from "node:util";
import { Failure } from "../scripts/progress.mjs";
import { contenders as known } from "./contenders.mjs";
import { scenarios as ofHandler } from "./handler/scenarios.mjs";
import { scenarios } from "./scenarios.mjs";

export const RUNTIMES = ["node", "workerd"];

const FULL = {
  rounds: 11,
  heavyRounds: 11,
  chunkMs: 350,
  warmUpMs: 1500,
  importRounds: 21,
  startRounds: 21,
  coldRounds: 15,
};
const QUICK = {
  rounds: 2,
  heavyRounds: 1,
  chunkMs: 100,
  warmUpMs: 100,
  importRounds: 3,
  startRounds: 5,
  coldRounds: 3,
};

/** @returns the parsed command line; `isChosen` tells whether a measurement of the given id is wanted */
export function readOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      profile: { type: "boolean", default: false },
      "as-built": { type: "boolean", default: false },
      only: { type: "string", default: "" },
      contenders: { type: "string" },
      rounds: { type: "string" },
      seed: { type: "string", default: "1" },
    },
  });
  const preset = values.quick ? QUICK : FULL;
  const words = values.only.split(",").filter(Boolean);
  const isChosen = (id) => words.every((word) => id.split("-").includes(word));
  const rounds = values.rounds && wholeNumber("rounds", values.rounds);
  const options = {
    ...preset,
    ...(rounds && {
      rounds,
      heavyRounds: rounds,
      importRounds: rounds,
      startRounds: rounds,
      coldRounds: rounds,
    }),
    quick: values.quick,
    profile: values.profile,
    asBuilt: values["as-built"],
    seed: wholeNumber("seed", values.seed),
    contenders: chooseContenders(values.contenders),
    isChosen,
    scenariosIn: (runtime) => scenarios.filter(({ id }) => isChosen(`${runtime}-${id}`)),
    handlerScenarios: ofHandler.filter(({ id }) => isChosen(`handler-${id}`)),
  };
  const ids = [
    ...RUNTIMES.flatMap((runtime) => scenarios.map(({ id }) => `${runtime}-${id}`)),
    ...ofHandler.map(({ id }) => `handler-${id}`),
    ...["import", "start", "cold", "size"],
  ];
  if (!ids.some(isChosen)) {
    throw new Failure(
      `--only ${values.only} leaves nothing to measure: there are ${ids.join(", ")}.`,
    );
  }
  return options;
}

function chooseContenders(given) {
  const all = Object.keys(known);
  const chosen = given?.split(",") ?? all;
  for (const name of chosen) {
    if (!all.includes(name)) {
      throw new Failure(`--contenders: ${name} is none of ${all.join(", ")}.`);
    }
  }
  return chosen;
}

function wholeNumber(name, text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new Failure(`--${name} must be a whole number from 1, not ${text}.`);
  }
  return value;
}
