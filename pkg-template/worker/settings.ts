import { AlloyConnectivity } from "alloy-connectivity";
import { decide, fieldsOf, func, misconfigured, whole, type Reader } from "../core/alloy.js";
import { listed } from "./call.js";
import type { AlloyHandlerOptions, ConnectorSettings, OfEnvironment } from "./options.js";
import { Ownership } from "./ownership.js";
import { refusalOf } from "./refusal.js";
import { Seal } from "./sealing.js";
import {
  memoryStateStore,
  storeOf,
  type DurableObjectNamespaceLike,
  type StateStore,
} from "./store.js";

const LEAST_KEY = 32;

/** The options, checked, as far as they are the same in every environment. */
export interface Settings<Env> extends AlloyHandlerOptions<Env> {
  readonly basePath: string;
  readonly origins: readonly string[];
  /** Each as an origin, a space, and a path. */
  readonly returnTo: readonly string[];
  readonly maxBodyBytes: number;
  readonly bodyTimeoutMs: number;
  /** The connectors, by their ids. */
  readonly usable: ReadonlyMap<string, ConnectorSettings>;
  readonly now: () => number;
}

/** What an environment adds to the settings: what requests are answered with. */
export interface Mount<Env> {
  readonly settings: Settings<Env>;
  readonly env: Env;
  readonly client: AlloyConnectivity;
  readonly owned: Ownership;
  readonly seal: Seal;
  readonly store: StateStore;
  readonly publicOrigin: string;
  /** What Rust is told with every request: origins, and connectors. */
  readonly policy: readonly string[];
}

/** @throws AlloyConfigError naming the option that is wrong */
export function readOptions<Env>(options: AlloyHandlerOptions<Env>): Settings<Env> {
  const field = fieldsOf(options, "", misconfigured);
  if (!field("authenticate", func)) misconfigured("authenticate", "must be a function");
  for (const name of ["allow", "onConnected", "onError"]) field(name, func);
  const { client, stateKeys, publicOrigin, connectors, store } = options;
  const ids = Array.isArray(connectors) ? connectors : Object.keys(connectors ?? {});
  texts("connectors", typeof connectors === "object" && connectors && ids, misconfigured);
  const settings: Settings<Env> = {
    ...options,
    basePath: field("basePath", path) ?? "/alloy",
    origins: (field("origins", texts) ?? []).map((origin) => originOf("origins", origin)),
    returnTo: (field("returnTo", texts) ?? []).map(placeOf),
    maxBodyBytes: field("maxBodyBytes", count) ?? 1_048_576,
    bodyTimeoutMs: field("bodyTimeoutMs", count) ?? 10_000,
    usable: new Map(
      ids.map((id) => [id, (connectors as Record<string, ConnectorSettings>)[id] ?? {}]),
    ),
    now: field("now", func) ?? Date.now,
  };
  // What waits for the environment is checked there.
  if (typeof client !== "function") clientOf(client);
  if (typeof stateKeys !== "function") keysOf(stateKeys);
  if (typeof publicOrigin === "string") {
    const origin = originOf("publicOrigin", publicOrigin);
    if (typeof store !== "function") storeAt(origin, store, settings);
  }
  return settings;
}

const count = whole("", 1, 2 ** 31 - 1);

const path: Reader<string> = (argument, value, refuse) =>
  /^(\/[\w~-][\w.~-]*)*\/?$/.test(value)
    ? value.replace(/\/$/, "")
    : refuse(argument, 'must be a path, such as "/alloy"');

const texts: Reader<string[]> = (argument, value, refuse) =>
  Array.isArray(value) && value.every((text) => typeof text === "string" && text)
    ? value
    : refuse(argument, "must be a list of texts");

/** Gives what a request is answered with: the same for all requests of an environment. */
export function mounting<Env>(settings: Settings<Env>): (env: Env, url: string) => Mount<Env> {
  const mounts = new WeakMap<object, Mount<Env>>();
  const nowhere = {};
  return (env, url) => {
    const place = typeof env === "object" && env !== null ? env : nowhere;
    let mount = mounts.get(place);
    if (!mount) mounts.set(place, (mount = mountIn(env, settings)));
    // On this very machine the port may be any.
    return mount.publicOrigin ? mount : { ...mount, ...at(settings, loopbackOf(url)) };
  };
}

function mountIn<Env>(env: Env, settings: Settings<Env>): Mount<Env> {
  const client = clientOf(of(settings.client, env));
  const given = of(settings.publicOrigin, env);
  const publicOrigin = given === undefined ? "" : originOf("publicOrigin", given);
  return {
    settings,
    env,
    client,
    owned: new Ownership(client, settings.usable, settings.now),
    seal: new Seal(keysOf(of(settings.stateKeys, env))),
    store: storeAt(publicOrigin, of(settings.store, env), settings),
    ...at(settings, publicOrigin),
  };
}

const at = ({ origins, usable }: Settings<any>, publicOrigin: string) => ({
  publicOrigin,
  policy: [publicOrigin, origins.join("\t"), listed([...usable.keys()])],
});

/** The origin of a request to this very machine: what others say of it is not trusted. */
function loopbackOf(url: string): string {
  const { origin } = new URL(url);
  if (isLoopback(origin)) return origin;
  return misconfigured("publicOrigin", "is required, except on loopback");
}

const isLoopback = (origin: string) => decide("loopback", origin)[0] === "0";

function originOf(name: string, text: string): string {
  const { origin = "", href } = parse(text) ?? {};
  if (href === `${origin}/` && (origin.startsWith("https:") || isLoopback(origin))) return origin;
  const expectation = "must be an origin such as https://app.example; http is for loopback";
  return misconfigured(name, expectation);
}

/** A place that users may be sent to. */
function placeOf(text: string): string {
  const { origin = "", pathname = "", href } = parse(text) ?? {};
  if (href !== origin + pathname) {
    misconfigured("returnTo", "must be a list of origins, or URLs without a query");
  }
  return `${originOf("returnTo", origin)} ${pathname.replace(/\/$/, "")}`;
}

/** A URL, as browsers take it. */
export function parse(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

function storeAt(
  origin: string,
  given: StateStore | DurableObjectNamespaceLike | undefined,
  { now }: { now: () => number },
): StateStore {
  if (given) return storeOf(given);
  if (origin === "" || isLoopback(origin)) return memoryStateStore(now);
  return misconfigured("store", "is required: AlloyStateStore's namespace, or memoryStateStore()");
}

/** The value, or what the option makes of the environment. */
function of<Env, T>(option: OfEnvironment<Env, T>, env: Env): T {
  return typeof option === "function" ? (option as (env: Env) => T)(env) : option;
}

function clientOf(client: unknown): AlloyConnectivity {
  if (client instanceof AlloyConnectivity) return client;
  return misconfigured("client", "must be an AlloyConnectivity, or a function that gives one");
}

function keysOf(keys: unknown): readonly string[] {
  const fits = (key: unknown) => typeof key === "string" && key.length >= LEAST_KEY;
  if (Array.isArray(keys) && keys.length > 0 && keys.every(fits)) return keys;
  return misconfigured("stateKeys", `must be a list of texts of at least ${LEAST_KEY} characters`);
}

/** Tells the app of an error, unless it is the page's. */
export function report({ onError }: Settings<any>, error: unknown, request: Request): void {
  if (refusalOf(error).status < 500) return;
  try {
    // An error's text holds no secret; what else it has is for a program that asks for it.
    if (!onError) return console.error(`alloy-connectivity: ${error}`);
    // What it throws, at once or later, is its own affair.
    Promise.resolve(onError(error, request)).catch(() => {});
  } catch {}
}
