import { AlloyConnectivity } from "alloy-connectivity";
import { Edge, type EdgeSettings } from "../core/alloy.js";
import { FlowCookies } from "./cookies.js";
import type { AlloyHandlerOptions, ConnectorSettings, OfEnvironment } from "./options.js";
import { Ownership } from "./ownership.js";
import { misconfigured } from "./refusal.js";
import { Seal } from "./sealing.js";
import { memoryStateStore, storeOf, type StateStore } from "./store.js";

const LEAST_KEY = 32;

/** The options, checked, as far as they are the same in every environment. */
export interface Settings<Env> extends Omit<AlloyHandlerOptions<Env>, "basePath" | "connectors"> {
  readonly basePath: string;
  /** By their ids. */
  readonly connectors: ReadonlyMap<string, ConnectorSettings>;
  readonly maxBodyBytes: number;
  readonly bodyTimeoutMs: number;
  readonly now: () => number;
}

/** What an environment and an origin add to the settings: what requests are answered with. */
export interface Mount<Env> {
  readonly settings: Settings<Env>;
  readonly env: Env;
  readonly client: AlloyConnectivity;
  readonly owned: Ownership;
  readonly seal: Seal;
  readonly store: StateStore;
  readonly edge: Edge;
  readonly cookies: FlowCookies;
  /** Where browsers see the handler: origin and basePath. */
  readonly publicBase: string;
}

/** @throws AlloyConfigError naming the option that is wrong */
export function readOptions<Env>(options: AlloyHandlerOptions<Env>): Settings<Env> {
  if (typeof options !== "object" || options === null)
    throw misconfigured("options must be an object");
  const {
    basePath = "/alloy",
    connectors,
    maxBodyBytes = 1_048_576,
    bodyTimeoutMs = 10_000,
  } = options;
  functions(options, ["authenticate"], true);
  functions(options, ["allow", "onConnected", "onError", "now"], false);
  for (const name of ["returnTo", "origins", "providerHeaders"] as const)
    texts(name, options[name] ?? []);
  if (typeof options.stateKeys !== "function") stateKeys(options.stateKeys);
  if (typeof options.client !== "function") clientOf(options.client);
  for (const [name, value] of Object.entries({ maxBodyBytes, bodyTimeoutMs })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw misconfigured(`${name} must be a whole number from 1`);
    }
  }
  if (typeof connectors !== "object" || connectors === null) {
    throw misconfigured("connectors must be a list of ids, or a record of them");
  }
  const listed: [string, ConnectorSettings][] = Array.isArray(connectors)
    ? connectors.map((id) => [id, {}])
    : Object.entries(connectors);
  texts(
    "connectors",
    listed.map(([id]) => id),
  );
  const settings: Settings<Env> = {
    ...options,
    basePath: basePath === "/" ? "" : basePath,
    connectors: new Map(listed),
    maxBodyBytes,
    bodyTimeoutMs,
    now: options.now ?? Date.now,
  };
  if (typeof options.publicOrigin !== "function") {
    edgeSettings(settings, options.publicOrigin ?? "http://localhost");
  }
  return settings;
}

/** Gives what a request is answered with: the same for requests of one environment and origin. */
export function mounting<Env>(settings: Settings<Env>): (env: Env, url: string) => Mount<Env> {
  const mounts = new WeakMap<object, Map<string, Mount<Env>>>();
  const nowhere = {};
  return (env, url) => {
    const given = of(settings.publicOrigin, env);
    const origin = given ?? Edge.loopback(url);
    if (origin === undefined) {
      throw misconfigured("publicOrigin is required: what a request says of it is not trusted");
    }
    const place = typeof env === "object" && env !== null ? env : nowhere;
    let known = mounts.get(place);
    if (!known) mounts.set(place, (known = new Map()));
    let mount = known.get(origin);
    if (!mount) known.set(origin, (mount = mountAt(settings, env, origin, url)));
    return mount;
  };
}

function mountAt<Env>(settings: Settings<Env>, env: Env, origin: string, url: string): Mount<Env> {
  const client = clientOf(of(settings.client, env));
  const store = of(settings.store, env);
  if (!store && !Edge.loopback(url)) {
    throw misconfigured(
      "store is required: a Durable Object's namespace with AlloyStateStore, or memoryStateStore() where there is one process",
    );
  }
  return {
    settings,
    env,
    client,
    owned: new Ownership(client, settings.now),
    seal: new Seal(stateKeys(of(settings.stateKeys, env))),
    store: store ? storeOf(store) : memoryStateStore(settings.now),
    edge: new Edge(edgeSettings(settings, origin)),
    cookies: new FlowCookies(origin),
    publicBase: new URL(origin).origin + settings.basePath,
  };
}

function edgeSettings<Env>(settings: Settings<Env>, publicOrigin: string): EdgeSettings {
  const { basePath, origins = [], returnTo = [], providerHeaders = [], connectors } = settings;
  const own = { basePath, publicOrigin, origins, returnTo, providerHeaders };
  const read = { ...own, connectors: [...connectors.keys()] };
  const problem = typeof basePath === "string" ? Edge.problem(read) : "basePath must be a path";
  if (problem) throw misconfigured(problem);
  return read;
}

/** The value, or what the option makes of the environment. */
function of<Env, T>(option: OfEnvironment<Env, T>, env: Env): T {
  return typeof option === "function" ? (option as (env: Env) => T)(env) : option;
}

function clientOf(client: unknown): AlloyConnectivity {
  if (client instanceof AlloyConnectivity) return client;
  throw misconfigured("client must be an AlloyConnectivity, or a function that gives one");
}

function stateKeys(keys: unknown): readonly string[] {
  const fits = (key: unknown) => typeof key === "string" && key.length >= LEAST_KEY;
  if (Array.isArray(keys) && keys.length > 0 && keys.every(fits)) return keys;
  throw misconfigured(`stateKeys must be a list of texts of at least ${LEAST_KEY} characters`);
}

function functions(options: object, names: string[], isRequired: boolean): void {
  for (const name of names) {
    const value = (options as Record<string, unknown>)[name];
    const isMissing = value === undefined && !isRequired;
    if (!isMissing && typeof value !== "function")
      throw misconfigured(`${name} must be a function`);
  }
}

function texts(name: string, list: readonly unknown[]): void {
  const isList = Array.isArray(list) && list.every((text) => typeof text === "string" && text);
  if (!isList) throw misconfigured(`${name} must be a list of texts`);
}
