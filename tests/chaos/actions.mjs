// The first part of the run: actions whose every request and effect can be accounted for.
import { runClient } from "./client.mjs";
import { openSandbox } from "./sandbox.mjs";
import { MAX_RETRIES, RATES, plan, scenarios } from "./scenarios.mjs";
import { failuresAtMostOnce, nothingLost, nothingTwice } from "./verdicts/effects.mjs";
import { eventsInPairs, gateKept } from "./verdicts/events.mjs";
import { faultsStruck } from "./verdicts/faults.mjs";
import { tell } from "./verdicts/histories.mjs";
import { leftovers } from "./verdicts/leftovers.mjs";
import {
  everyAnswerIsTheCallsOwn,
  everyCallSettled,
  everyErrorIsTheFaults,
} from "./verdicts/outcomes.mjs";
import {
  attemptsAgree,
  readsGetThrough,
  repeatedOnlyWhereAllowed,
  repeatedWhereAllowed,
} from "./verdicts/retries.mjs";

/**
 * @typedef {import("./client-settings.mjs").ClientSettings} ClientSettings
 *
 * @param {{ actions: number, seed: string, settings: ClientSettings }} options
 * @param {(detail: string) => void} report
 */
export async function runActions({ actions, seed, settings }, report) {
  const runs = [];
  for (const scenario of scenarios(actions)) {
    report(`${scenario.actions.toLocaleString("en")} actions, ${scenario.name}`);
    runs.push(await runScenario(scenario, seed, settings));
  }
  return { runs, verdicts: judge(runs) };
}

async function runScenario(scenario, seed, settings) {
  const { name, retryAfter } = scenario;
  const sandbox = await openSandbox({ seed: `${seed}/${name}`, retryAfter });
  try {
    const task = { access: sandbox.access, scenario, ...settings };
    const ran = await runClient("actions-process.mjs", task);
    return account(scenario, ran, await sandbox.digest());
  } finally {
    sandbox.close();
  }
}

function account(scenario, { report, end }, journal) {
  const { results, events, seconds, listeners, resources } = report;
  const told = tell(plan(scenario), { results, ...journal });
  const finish = { listeners, resources, end };
  return { scenario, seconds, events, finish, requests: journal.requests, ...told };
}

/** @returns {import("./verdicts/verdict.mjs").Verdict[]} */
function judge(runs) {
  const histories = runs.flatMap((run) => run.histories);
  const requests = runs.flatMap((run) => run.requests);
  const strays = runs.flatMap((run) => run.strays);
  const events = runs.map((run) => run.events);
  const held = runs.filter(({ scenario }) => scenario.retryAfter > 0).map((run) => run.events);
  const faultRate = Object.values(RATES).reduce((sum, rate) => sum + rate);
  return [
    faultsStruck(requests, RATES),
    everyCallSettled(histories),
    everyErrorIsTheFaults(histories),
    everyAnswerIsTheCallsOwn(histories),
    nothingTwice(histories),
    nothingLost(histories),
    failuresAtMostOnce(histories),
    attemptsAgree(histories, strays),
    repeatedOnlyWhereAllowed(histories),
    repeatedWhereAllowed(histories, MAX_RETRIES),
    readsGetThrough(histories, MAX_RETRIES, faultRate),
    eventsInPairs(events, requests.length),
    gateKept(held, RATES[429]),
    ...leftovers(runs.map(({ finish }) => finish)),
  ];
}
