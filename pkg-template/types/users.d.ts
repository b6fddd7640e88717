// Users: those of your customers on whose behalf Alloy acts.

import type { AlloyConnectivity } from "../index.js";
import type { CallOptions, Result } from "./calls.js";
import type { AlloyConflictError, AlloyError, AlloyNotFoundError } from "./errors.js";

/** A user of Alloy's. */
export interface User {
  /** Alloy's id: what clients and calls take as `userId`. */
  userId: string;
  /** Your name for the user; no other of the account has it. Alloy leaves it out of some answers. */
  username?: string;
  /** What the user is called before people. */
  fullName?: string;
  [field: string]: unknown;
}

/** What a user is made of. */
export interface NewUser {
  /** Your name for the user; no other of the account may have it. */
  username: string;
  /** What the user is called before people. */
  fullName?: string | undefined;
}

/** A token with which a page may act as one user, in place of the API key. */
export interface UserToken {
  /** A JWT. */
  token: string;
  /** When it ends, ISO 8601; `null` where it does not say so. */
  expiresAt: string | null;
}

/** What {@link AlloyConnectivity} does with users. All of it is the reference's; the guide has none. */
export interface UserMethods {
  /**
   * Creates a user. `POST /users`.
   *
   * @throws {@link AlloyConflictError} when the name is taken
   */
  createUser<O extends CallOptions>(user: NewUser, options?: O): Promise<Result<User, O>>;

  /** Lists all users of the account. `GET /users`, which knows no pages. */
  listUsers<O extends CallOptions>(options?: O): Promise<Result<User[], O>>;

  /**
   * Gets a user. `GET /users/{userId}`.
   *
   * @param idOrName - Alloy's id, or the `username`
   * @throws {@link AlloyNotFoundError} when there is none
   */
  getUser<O extends CallOptions>(idOrName: string, options?: O): Promise<Result<User, O>>;

  /** Changes a user, and gives it as it is then. `PUT /users/{userId}`. */
  updateUser<O extends CallOptions>(
    userId: string,
    changes: Partial<NewUser>,
    options?: O,
  ): Promise<Result<User, O>>;

  /** Deletes a user. `DELETE /users/{userId}`. */
  deleteUser<O extends CallOptions>(userId: string, options?: O): Promise<Result<void, O>>;

  /**
   * Creates many users, and gives them in their order. `POST /users/batch`, at most 1,000 with each
   * request, one request after the other.
   *
   * @throws an {@link AlloyError} whose `created` are the users that were made before
   */
  createUsers<O extends CallOptions>(
    users: readonly NewUser[],
    options?: O,
  ): Promise<Result<User[], O>>;

  /**
   * Gets the user of that name, and creates it where there is none: `GET /users/{userId}`, then
   * `POST /users`. Where somebody else was quicker it gets theirs.
   *
   * @example
   * ```ts
   * import { AlloyConnectivity } from "alloy-connectivity";
   *
   * const alloy = AlloyConnectivity.fromEnv(process.env, { userId: null });
   * const { userId } = await alloy.ensureUser({ username: "ada", fullName: "Ada Lovelace" });
   * const hers = alloy.forUser(userId);
   * console.log(await hers.listConnections());
   * ```
   */
  ensureUser<O extends CallOptions>(user: NewUser, options?: O): Promise<Result<User, O>>;

  /**
   * Makes a token with which a page may act as the user. `GET /users/{userId}/token`. It is kept in
   * memory, and given again until a minute before it ends.
   */
  createUserToken<O extends CallOptions>(
    userId: string,
    options?: O,
  ): Promise<Result<UserToken, O>>;
}
