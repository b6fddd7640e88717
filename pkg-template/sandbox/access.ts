import { createMiddleware } from "hono/factory";
import { invalidInput, notFound, unauthorized } from "./answers.js";
import { readBody } from "./body.js";
import { isObjectId } from "./ids.js";
import { redactBody } from "./journal.js";
import type { Call, CallEnv, Route } from "./route.js";
import type { User, Users } from "./users.js";

const VERSION = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Lets a call through that has the key, names a version and acts as a user who exists. */
export function access({ byUsername }: Route) {
  return createMiddleware<CallEnv>(async (call, next) => {
    const { settings } = call.get("world");
    const [scheme, key, ...rest] = (call.req.header("authorization") ?? "").split(" ");
    if (scheme?.toLowerCase() !== "bearer" || key !== settings.apiKey || rest.length > 0) {
      throw unauthorized();
    }
    const version = call.req.header("x-api-version");
    if (version === undefined) throw invalidInput("The x-api-version header is required");
    if (!VERSION.test(version)) throw invalidInput("Invalid x-api-version: expected YYYY-MM");

    const body = await readBody(call);
    const entry = call.get("entry");
    entry.body = redactBody(body);
    const named = usersNamed(call, body?.userId, byUsername);
    const userId = named[0]?.id ?? settings.users[0];
    entry.userId = userId;
    call.set("userId", userId);
    call.set("body", body ?? {});
    await next();
  });
}

/** The users that a call names, the one it acts as first: the path is more exact than the body, and this than a header. */
function usersNamed(call: Call, inBody: unknown, byUsername = false): User[] {
  const { users } = call.get("world").state;
  const inPath = call.req.param("userId");
  const elsewhere = [inBody ?? undefined, call.req.header("x-alloy-userid")];
  return [
    ...(inPath === undefined ? [] : [findUser(users, inPath, byUsername)]),
    ...elsewhere.filter((id) => id !== undefined).map((id) => findUser(users, id)),
  ];
}

function findUser(users: Users, id: unknown, byUsername = false): User {
  if (!byUsername && !isObjectId(id)) throw invalidInput("Invalid userId format");
  const name = String(id);
  const user = users.get(name) ?? (byUsername ? users.named(name) : undefined);
  if (!user) throw notFound("User not found");
  return user;
}
