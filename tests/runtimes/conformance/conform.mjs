// What must hold wherever the package runs. Nothing here belongs to one runtime: no imports but
// these files, and everything that differs comes in by `world`.
import { abort } from "./abort.mjs";
import { answers } from "./answers.mjs";
import { show, Skipped } from "./assert.mjs";
import { batch } from "./batch.mjs";
import { batchEnds } from "./batch-ends.mjs";
import { cache } from "./cache.mjs";
import { cacheFailures } from "./cache-failures.mjs";
import { cancelledBodies } from "./cancelled-bodies.mjs";
import { catalogue } from "./catalogue.mjs";
import { concurrency } from "./concurrency.mjs";
import { configuration } from "./configuration.mjs";
import { connections } from "./connections.mjs";
import { contactPages } from "./contact-pages.mjs";
import { contacts } from "./contacts.mjs";
import { createContext } from "./context.mjs";
import { credentials } from "./credentials.mjs";
import { deadlines } from "./deadlines.mjs";
import { encodings } from "./encodings.mjs";
import { errors } from "./errors.mjs";
import { files } from "./files.mjs";
import { flow } from "./flow.mjs";
import { forgetting } from "./forgetting.mjs";
import { gate } from "./gate.mjs";
import { hostileDescriptions } from "./hostile-descriptions.mjs";
import { hostileHosts } from "./hostile-hosts.mjs";
import { hostileSignals } from "./hostile-signals.mjs";
import { injectedFetch } from "./injected-fetch.mjs";
import { callInput } from "./input-calls.mjs";
import { catalogueInput } from "./input-catalogue.mjs";
import { clientInput } from "./input-client.mjs";
import { dataInput } from "./input-data.mjs";
import { policyInput } from "./input-policies.mjs";
import { lies } from "./lies.mjs";
import { listeners } from "./listeners.mjs";
import { manyUsers } from "./many-users.mjs";
import { notionClient } from "./notion-client.mjs";
import { oauth } from "./oauth.mjs";
import { observe } from "./observe.mjs";
import { observeData } from "./observe-data.mjs";
import { observeRepeats } from "./observe-repeats.mjs";
import { observers } from "./observers.mjs";
import { optionsAndHeirs } from "./options-and-heirs.mjs";
import { paginate } from "./paginate.mjs";
import { paginateEnds } from "./paginate-ends.mjs";
import { payloads } from "./payloads.mjs";
import { placing } from "./placing.mjs";
import { records } from "./records.mjs";
import { retries } from "./retries.mjs";
import { retryWaits } from "./retry-waits.mjs";
import { routes } from "./routes.mjs";
import { secretData } from "./secret-data.mjs";
import { secretEchoes } from "./secret-echoes.mjs";
import { secrets } from "./secrets.mjs";
import { sparseRoutes } from "./sparse-routes.mjs";
import { timeouts } from "./timeouts.mjs";
import { uploads } from "./uploads.mjs";
import { userTokens } from "./user-tokens.mjs";
import { users } from "./users.mjs";
import { validation } from "./validation.mjs";
import { writes } from "./writes.mjs";

export const THEMES = {
  flow,
  routes,
  "missing routes": sparseRoutes,
  oauth,
  errors,
  answers,
  lies,
  encodings,
  retries,
  "waits between retries": retryWaits,
  "bodies that are not read": cancelledBodies,
  gate,
  timeouts,
  deadlines,
  abort,
  listeners,
  observe,
  "observe, repeated": observeRepeats,
  observers,
  batch,
  "a batch's end": batchEnds,
  paginate,
  "the end of pages": paginateEnds,
  secrets,
  "secrets, echoed": secretEchoes,
  configuration,
  "input of the client": clientInput,
  "input of calls": callInput,
  "input of policies": policyInput,
  "injected fetch": injectedFetch,
  "hostile hosts": hostileHosts,
  "hostile signals": hostileSignals,
  "options and heirs": optionsAndHeirs,
  concurrency,
  payloads,
  users,
  "many users": manyUsers,
  "user tokens": userTokens,
  files,
  uploads,
  records,
  contacts,
  "contacts that are pages": contactPages,
  "the Notion client": notionClient,
  "what writes": writes,
  "observe, of data": observeData,
  "input of data": dataInput,
  "secrets, of data": secretData,
  catalogue,
  "parameters, placed": placing,
  "parameters, validated": validation,
  "a description": hostileDescriptions,
  cache,
  "a cache": cacheFailures,
  "a connection that was found is forgotten": forgetting,
  credentials,
  connections,
  "input of the catalogue": catalogueInput,
};

// Far above what any check takes: a check that is over it has hung. When several have, the run is
// lost, and only its length is still at stake.
const guardMs = (hung) => (hung < 3 ? 15_000 : 500);

/**
 * Runs every check, one after the other.
 *
 * @returns {Promise<{ name: string, ok: boolean, error?: string, skipped?: string }[]>}
 */
export async function conform(sdk, world, themes = THEMES) {
  const context = createContext(sdk, world);
  const results = [];
  let hung = 0;
  for (const [theme, checks] of Object.entries(themes)) {
    for (const [name, check] of checks(context)) {
      const error = await failure(check, guardMs(hung));
      if (error instanceof Hung) hung += 1;
      results.push({ name: `${theme}: ${name}`, ...outcome(error) });
    }
  }
  return results;
}

function outcome(error) {
  if (error === null) return { ok: true };
  if (error instanceof Skipped) return { ok: true, skipped: error.message };
  return { ok: false, error: show(error) };
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
