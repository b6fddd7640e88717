import { invalidInput, notFound } from "../answers.js";
import { effect } from "../effects.js";
import { isObject } from "../json.js";
import type { Call, Route } from "../route.js";
import { userToken } from "../tokens.js";
import { parseNewUser, parseUserFields, type NewUser, type User } from "../users.js";

const MAX_BATCH = 1000;

/** The users of the key. */
export const userRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/users",
    dialect: "shared",
    answer(call) {
      const [user] = createUsers(call, [parseNewUser(call.get("body"))]);
      return call.json({ userId: user?.id });
    },
  },
  {
    method: "GET",
    path: "/users",
    dialect: "shared",
    answer: (call) => call.json({ data: call.get("world").state.users.list().map(userRow) }),
  },
  {
    method: "POST",
    path: "/users/batch",
    dialect: "shared",
    answer(call) {
      const { users } = call.get("body");
      if (!Array.isArray(users)) throw invalidInput("users must be an array");
      if (users.length > MAX_BATCH) {
        throw invalidInput(`users must have ${MAX_BATCH} members at most`);
      }
      const wanted = users.map((user, index) => {
        if (!isObject(user)) throw invalidInput(`users[${index}] must be an object`);
        return parseNewUser(user, `users[${index}].`);
      });
      return call.json({ data: createUsers(call, wanted).map(userRow) });
    },
  },
  {
    method: "GET",
    path: "/users/{userId}",
    dialect: "shared",
    byUsername: true,
    answer: (call) => call.json(userRow(userOf(call))),
  },
  {
    method: "PUT",
    path: "/users/{userId}",
    dialect: "shared",
    answer(call) {
      const change = parseUserFields(call.get("body"));
      const user = call.get("world").state.users.update(userOf(call), change);
      effect(call, "user.updated", user.id);
      return call.json(userRow(user));
    },
  },
  {
    method: "DELETE",
    path: "/users/{userId}",
    dialect: "shared",
    answer(call) {
      deleteUser(call, userOf(call));
      return call.json({ success: true });
    },
  },
  {
    method: "GET",
    path: "/users/{userId}/token",
    dialect: "shared",
    byUsername: true,
    async answer(call) {
      return call.json({ token: await userToken(call.get("world"), userOf(call)) });
    },
  },
];

/** The user whom the path names: the call acts as nobody else. */
function userOf(call: Call): User {
  const user = call.get("world").state.users.get(call.get("userId"));
  if (!user) throw notFound("User not found");
  return user;
}

function createUsers(call: Call, wanted: readonly NewUser[]): User[] {
  const { state } = call.get("world");
  const users = state.users.create(wanted, () => state.ids.objectId());
  for (const { id } of users) effect(call, "user.created", id);
  return users;
}

/** With all that is the user's own. */
function deleteUser(call: Call, user: User): void {
  const { settings, state } = call.get("world");
  if (user.id === settings.users[0]) throw invalidInput("The key's own user cannot be deleted");
  for (const credential of state.credentials.list({ userId: user.id })) {
    state.credentials.delete(credential);
    effect(call, "credential.deleted", credential.id, credential.connectorId);
  }
  for (const file of state.files.listOf(user.id)) {
    state.files.delete(file);
    effect(call, "file.deleted", file.s3Key);
  }
  state.files.forbid(user.id);
  state.users.delete(user);
  effect(call, "user.deleted", user.id);
}

function userRow({ id, username, fullName }: User) {
  return { userId: id, username, fullName };
}
