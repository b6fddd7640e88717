// Whether a connection works: it is there, and a harmless read through it comes back.

import { record } from "./arguments.js";
import { ownOf, stepsOf } from "./engine.js";
import {
  AlloyAbortError,
  AlloyError,
  AlloyNotFoundError,
  answerError,
  createError,
} from "./errors.js";

// Reads that are known; of other connectors the catalogue is asked.
const PROBES = {
  __proto__: null,
  notion: { actionId: "post-search", parameters: { page_size: 1 } },
  slack: { actionId: "conversations_list", parameters: { limit: 1 } },
};

// How many of a connector's actions are looked at, a request each: those that sound like a read first.
const LOOKS = 10;
const READS = /get|list|search|find|retrieve|read/i;

const NO_CREDENTIAL = /credential not found/i;
const REVOKED =
  /revoked|unauthorized|not_authed|account_inactive|invalid_(auth|token|grant)|token is invalid/i;

/**
 * What is known of a connection. Rejects where nothing is: it could not be looked up, the call was
 * aborted, or `deadlineMs`, which is for all the steps together, has passed. What the options do not
 * say is the client's own.
 */
export async function verifyConnection(client, connectionId, options) {
  const { options: checked } = record(options);
  const userId = checked?.userId ?? ownOf(client).userId;
  const step = stepsOf(client, { ...checked, withResponse: false }, "verifyConnection");
  // What ends the whole of it says nothing of the connection. Timers may be a millisecond early.
  const rethrow = (error) => {
    const isOver = error instanceof AlloyAbortError || step().deadlineMs <= 2;
    if (isOver || !(error instanceof AlloyError)) throw error;
  };

  let connection;
  try {
    connection = await client.getConnection(connectionId, step());
  } catch (error) {
    if (error instanceof AlloyNotFoundError || NO_CREDENTIAL.test(error?.message)) {
      return { ok: false, reason: "not_found", error };
    }
    throw error;
  }
  const { connectorId, userId: owner } = connection;
  if (owner && userId && owner !== userId) {
    const hint = "Pass the userId whose connection it is.";
    const error = createError("AlloyError", "WRONG_USER", "The connection is another user's", {
      hint,
    });
    return { ok: false, reason: "wrong_user", error };
  }

  const unprobed = (why) => ({ ok: true, connection, probed: false, why });
  const { actionId, parameters, why } = PROBES[connectorId] ?? (await readOf(connectorId));
  if (why) return unprobed(why);
  try {
    const answer = await client.executeAction(
      connectorId,
      actionId,
      parameters,
      step({ connectionId, idempotent: true, withResponse: true }),
    );
    refuseSlacks(answer, connectorId, actionId);
    return { ok: true, connection, probed: true };
  } catch (error) {
    rethrow(error);
    if (/action not found/i.test(error.message)) return unprobed(`there is no action ${actionId}`);
    return { ok: false, reason: reasonOf(`${error.code} ${error.message}`), error };
  }

  /** An action of the connector's that reads and needs no parameters, or why there is none. */
  async function readOf(connectorId) {
    if (!connectorId) return { why: "it does not say which connector it is of" };
    try {
      const actions = await client.listActions(connectorId, step());
      const ids = actions.flatMap((action) => action?.id ?? []);
      const likely = ids.filter((id) => READS.test(id));
      for (const id of [...new Set([...likely, ...ids])].slice(0, LOOKS)) {
        if (isPlainRead(await client.getAction(connectorId, id, step()))) return { actionId: id };
      }
    } catch (error) {
      rethrow(error);
      return { why: `the actions of ${connectorId} could not be looked up: ${error.message}` };
    }
    return { why: "no action was found that reads and needs no parameters" };
  }
}

const isPlainRead = ({ httpMethod, parameters, requestBody }) =>
  /^get$/i.test(httpMethod) &&
  ![parameters].flat().some((parameter) => parameter?.required || parameter?.in === "path") &&
  !requestBody?.required?.length;

// Slack says no with a 200.
function refuseSlacks(answer, connectorId, actionId) {
  const { ok, error } = answer.data ?? {};
  if (ok !== false) return;
  const word = `${error ?? "not ok"}`;
  const body = { ok, error };
  throw answerError("AlloyApiError", word, word, undefined, answer, connectorId, actionId, body);
}

function reasonOf(words) {
  // Listed, and yet not there for this user.
  if (NO_CREDENTIAL.test(words)) return "wrong_user";
  if (/expired/i.test(words)) return "expired";
  return REVOKED.test(words) ? "revoked" : "unknown";
}
