import { isWebAddress } from "./addresses.js";
import { Ids, isObjectId } from "./ids.js";
import type { SandboxDialect, SandboxOptions, SandboxProvider } from "./types.js";

/** The options, checked and complete. */
export interface Settings {
  readonly apiKey: string;
  /** The key's owner first. */
  readonly users: readonly [string, ...string[]];
  readonly dialect: SandboxDialect;
  readonly cors: boolean;
  /** By the connector's id. */
  readonly providers: ReadonlyMap<string, SandboxProvider>;
  readonly codeTtlMs: number;
  readonly tokenTtlMs: number;
  readonly seed: string;
  readonly now: () => number;
  readonly latencyMs: number;
  /** `Infinity` where there is none. */
  readonly journalLimit: number;
}

const DIALECTS: readonly string[] = ["guide", "reference", "both"];

/** @throws TypeError naming the option that is wrong */
export function settle(options: SandboxOptions = {}): Settings {
  const seed = String(options.seed ?? 1);
  const ids = new Ids(`${seed}/users`);
  const owner = userIdOption("userId", options.userId ?? ids.objectId());
  const others = options.users ?? [ids.objectId(), ids.objectId()];
  const { apiKey = "sandbox-api-key-0000", dialect = "both", now = () => Date.now() } = options;
  if (typeof apiKey !== "string" || !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new TypeError("apiKey must be printable ASCII without spaces");
  }
  if (!DIALECTS.includes(dialect)) {
    throw new TypeError('dialect must be "guide", "reference" or "both"');
  }
  if (typeof now !== "function") throw new TypeError("now must be a function");
  return {
    apiKey,
    users: [owner, ...others.map((id) => userIdOption("users", id)).filter((id) => id !== owner)],
    dialect,
    cors: options.cors === true,
    providers: new Map(Object.entries(options.providers ?? {}).map(providerOption)),
    codeTtlMs: milliseconds("codeTtlMs", options.codeTtlMs ?? 600_000),
    tokenTtlMs: milliseconds("tokenTtlMs", options.tokenTtlMs ?? 900_000),
    seed,
    now,
    latencyMs: milliseconds("latencyMs", options.latencyMs ?? 0),
    journalLimit: journalLimit(options.journalLimit ?? Infinity),
  };
}

function userIdOption(option: string, id: unknown): string {
  if (!isObjectId(id)) throw new TypeError(`${option}: a user id is 24 hexadecimal digits`);
  return id.toLowerCase();
}

function journalLimit(value: unknown): number {
  if (value === Infinity || (Number.isInteger(value) && Number(value) >= 0)) return Number(value);
  throw new TypeError("journalLimit must be a whole number, 0 or more");
}

function providerOption([id, given]: [string, SandboxProvider]): [string, SandboxProvider] {
  const option = `providers.${id}`;
  const { authorizationEndpoint, tokenEndpoint, clientId, clientSecret, scope, fetch } =
    Object(given);
  for (const [name, url] of Object.entries({ authorizationEndpoint, tokenEndpoint })) {
    if (!isWebAddress(url)) throw new TypeError(`${option}.${name} must be an http(s) URL`);
  }
  if (typeof clientId !== "string" || clientId === "") {
    throw new TypeError(`${option}.clientId must be a non-empty string`);
  }
  for (const [name, text] of Object.entries({ clientSecret, scope })) {
    if (!["string", "undefined"].includes(typeof text)) {
      throw new TypeError(`${option}.${name} must be a string`);
    }
  }
  if (!["function", "undefined"].includes(typeof fetch)) {
    throw new TypeError(`${option}.fetch must be a function`);
  }
  return [id, given];
}

/** @throws TypeError naming the option */
export function milliseconds(option: string, value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) {
    throw new TypeError(`${option} must be a number of milliseconds, 0 or more`);
  }
  return value;
}
