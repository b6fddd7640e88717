// Users: one that is to exist, and many at once.

import { record, required, userOf } from "./arguments.js";
import { rows } from "./endpoints.js";
import { ask, stepsOf, viewOf } from "./engine.js";
import { AlloyConflictError, AlloyNotFoundError, nameCreated } from "./errors.js";
import { expected, guard, invalid, isArray } from "./readers.js";

/** Gets the user of that username, or creates it. */
export async function ensureUser(user, options) {
  const { body, options: checked } = record(options, () => ({
    body: required("user", user, userOf),
  }));
  const { username } = JSON.parse(body);
  const client = viewOf(this);
  const step = stepsOf(client, checked, "ensureUser");
  const get = () => client.getUser(username, step());
  const create = () => client.createUser(JSON.parse(body), step());
  try {
    const user = await get().catch(orWhere(AlloyNotFoundError, create));
    // Another's id may be what this one wants to be called.
    return (user.username ?? username) === username ? user : await create();
  } catch (error) {
    // Somebody else was faster.
    return await orWhere(AlloyConflictError, get)(error);
  } finally {
    client.free();
  }
}

const orWhere = (errorClass, otherwise) => (error) => {
  if (error instanceof errorClass) return otherwise();
  throw error;
};

// As many as Alloy takes at once.
const MAX_USERS = 1_000;

/** Creates the users, a thousand a request. Where one fails, its error has those before it. */
export async function createUsers(users, options) {
  const { bodies, options: checked } = record(options, () => ({ bodies: bodiesOf(users) }));
  const client = viewOf(this);
  const step = stepsOf(client, checked, "createUsers");
  const created = [];
  let answer = created;
  try {
    for (const body of bodies) {
      answer = await ask(client, "createUsers", { body, options: step() }, rows("users"));
      created.push(...(checked?.withResponse ? answer.data : answer));
    }
    return checked?.withResponse ? { ...answer, data: created } : created;
  } catch (error) {
    if (created.length > 0) nameCreated(error, created);
    throw error;
  } finally {
    client.free();
  }
}

function bodiesOf(users) {
  if (!isArray(users)) expected("users", "an array", users, invalid);
  const checked = guard("users", invalid, () =>
    Array.from(users, (user, index) => userOf(`users[${index}]`, user, invalid)),
  );
  const bodies = [];
  for (let at = 0; at < checked.length; at += MAX_USERS) {
    bodies.push(`{"users":[${checked.slice(at, at + MAX_USERS)}]}`);
  }
  return bodies;
}
