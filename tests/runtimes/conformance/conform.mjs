// What must hold wherever the package runs. Nothing here belongs to one runtime: no imports but
// these files, and everything that differs comes in by `world`.
import { abort } from "./abort.mjs";
import { answers } from "./answers.mjs";
import { show } from "./assert.mjs";
import { concurrency } from "./concurrency.mjs";
import { configuration } from "./configuration.mjs";
import { createContext } from "./context.mjs";
import { errors } from "./errors.mjs";
import { flow } from "./flow.mjs";
import { injectedFetch } from "./injected-fetch.mjs";
import { callInput } from "./input-calls.mjs";
import { clientInput } from "./input-client.mjs";
import { oauth } from "./oauth.mjs";
import { payloads } from "./payloads.mjs";
import { routes } from "./routes.mjs";
import { secrets } from "./secrets.mjs";
import { timeouts } from "./timeouts.mjs";

const THEMES = {
  flow,
  routes,
  oauth,
  errors,
  answers,
  timeouts,
  abort,
  secrets,
  configuration,
  "input of the client": clientInput,
  "input of calls": callInput,
  "injected fetch": injectedFetch,
  concurrency,
  payloads,
};

// Far above what any check takes: a check that is over it has hung. When several have, the run is
// lost, and only its length is still at stake.
const guardMs = (hung) => (hung < 3 ? 10_000 : 500);

/**
 * Runs every check, one after the other.
 *
 * @returns {Promise<{ name: string, ok: boolean, error?: string }[]>}
 */
export async function conform(sdk, world) {
  const context = createContext(sdk, world);
  const results = [];
  let hung = 0;
  for (const [theme, checks] of Object.entries(THEMES)) {
    for (const [name, check] of checks(context)) {
      const error = await failure(check, guardMs(hung));
      if (error instanceof Hung) hung += 1;
      const outcome = error === null ? { ok: true } : { ok: false, error: show(error) };
      results.push({ name: `${theme}: ${name}`, ...outcome });
    }
  }
  return results;
}

class Hung extends Error {}

/** What a check fails with, or null. */
async function failure(check, ms) {
  let timer;
  const guard = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Hung(`hung for ${ms} ms`)), ms);
  });
  try {
    await Promise.race([check(), guard]);
    return null;
  } catch (error) {
    return error ?? new Error(`threw ${error}`);
  } finally {
    clearTimeout(timer);
  }
}
