import { coded, invalidInput } from "./answers.js";
import type { JsonObject } from "./json.js";

/** Somebody for whom calls are made. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly fullName?: string;
}

/** What a caller may say of a user. */
export type UserFields = Partial<Omit<User, "id">>;

export type NewUser = UserFields & Pick<User, "username">;

/** The users there are, by id and by name. */
export class Users {
  readonly #byId = new Map<string, User>();
  readonly #idByName = new Map<string, string>();

  /** @param ids - who is there from the start; named by their number */
  constructor(ids: readonly string[]) {
    ids.forEach((id, index) => this.#save({ id, username: `user-${index + 1}` }));
  }

  /** In the order of their making. */
  list(): User[] {
    return [...this.#byId.values()];
  }

  get(id: string): User | undefined {
    return this.#byId.get(id.toLowerCase());
  }

  named(username: string): User | undefined {
    return this.#byId.get(this.#idByName.get(username) ?? "");
  }

  /** All of them or none. */
  create(wanted: readonly NewUser[], nextId: () => string): User[] {
    const names = new Set<string>();
    for (const { username } of wanted) {
      if (names.has(username) || this.#idByName.has(username)) throw taken(username);
      names.add(username);
    }
    return wanted.map((user) => this.#save({ id: nextId(), ...user }));
  }

  update(user: User, change: UserFields): User {
    const { username = user.username } = change;
    if ((this.#idByName.get(username) ?? user.id) !== user.id) throw taken(username);
    this.#idByName.delete(user.username);
    return this.#save({ ...user, ...change });
  }

  delete({ id, username }: User): void {
    this.#byId.delete(id);
    this.#idByName.delete(username);
  }

  #save(user: User): User {
    this.#byId.set(user.id, user);
    this.#idByName.set(user.username, user.id);
    return user;
  }
}

/** A new user as a caller writes it; `at` leads to it. */
export function parseNewUser(given: JsonObject, at = ""): NewUser {
  const { username, ...others } = parseUserFields(given, at);
  if (username === undefined) throw invalidInput(`${at}username is required`);
  return { username, ...others };
}

export function parseUserFields({ username, fullName }: JsonObject, at = ""): UserFields {
  if (username !== undefined && (typeof username !== "string" || username.trim() === "")) {
    throw invalidInput(`${at}username must be a non-empty string`);
  }
  if (fullName !== undefined && typeof fullName !== "string") {
    throw invalidInput(`${at}fullName must be a string`);
  }
  return {
    ...(username === undefined ? {} : { username }),
    ...(fullName === undefined ? {} : { fullName }),
  };
}

function taken(username: string) {
  return coded(409, "CONFLICT", `The username ${username} is already taken`);
}
