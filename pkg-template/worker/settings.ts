import { AlloyConnectivity } from "alloy-connectivity";
import {
  Edge,
  fieldsOf,
  func,
  misconfigured,
  whole,
  type EdgeSettings,
  type Reader,
} from "../core/alloy.js";
import { FlowCookies } from "./cookies.js";
import type { AlloyHandlerOptions, ConnectorSettings, OfEnvironment } from "./options.js";
import { Ownership } from "./ownership.js";
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
  const field = fieldsOf(options, "", misconfigured);
  for (const name of ["allow", "onConnected", "onError", "now"]) field(name, func);
  for (const name of ["returnTo", "origins", "providerHeaders"]) field(name, texts);
  const { client, stateKeys, publicOrigin, connectors } = options;
  if (!field("authenticate", func)) misconfigured("authenticate", "must be a function");
  if (typeof client !== "function") clientOf(client);
  if (typeof stateKeys !== "function") keysOf(stateKeys);
  const listed = Object.entries(connectors ?? {});
  const settings: Settings<Env> = {
    ...options,
    basePath: field("basePath", path) ?? "/alloy",
    connectors: new Map(Array.isArray(connectors) ? connectors.map((id) => [id, {}]) : listed),
    maxBodyBytes: field("maxBodyBytes", count) ?? 1_048_576,
    bodyTimeoutMs: field("bodyTimeoutMs", count) ?? 10_000,
    now: options.now ?? Date.now,
  };
  texts("connectors", connectors && [...settings.connectors.keys()], misconfigured);
  if (typeof publicOrigin !== "function") {
    edgeSettings(settings, publicOrigin ?? "http://localhost");
  }
  return settings;
}

const count = whole("", 1, 2 ** 31 - 1);

const path: Reader<string> = (argument, value, refuse) =>
  typeof value === "string"
    ? value.replace(/\/$/, "")
    : refuse(argument, 'must be a path, such as "/alloy"');

const texts: Reader<string[]> = (argument, value, refuse) =>
  Array.isArray(value) && value.every((text) => typeof text === "string" && text)
    ? value
    : refuse(argument, "must be a list of texts");

/** Gives what a request is answered with: the same for requests of one environment and origin. */
export function mounting<Env>(settings: Settings<Env>): (env: Env, url: string) => Mount<Env> {
  const mounts = new WeakMap<object, Map<string, Mount<Env>>>();
  const nowhere = {};
  return (env, url) => {
    const given = of(settings.publicOrigin, env);
    const origin = given ?? Edge.loopback(url);
    if (origin === undefined) {
      misconfigured("publicOrigin", "is required: what a request says of it is not trusted");
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
    misconfigured(
      "store",
      "is required: the namespace of AlloyStateStore, or memoryStateStore() where there is one process",
    );
  }
  return {
    settings,
    env,
    client,
    owned: new Ownership(client, settings.connectors, settings.now),
    seal: new Seal(keysOf(of(settings.stateKeys, env))),
    store: store ? storeOf(store) : memoryStateStore(settings.now),
    edge: new Edge(edgeSettings(settings, origin)),
    cookies: new FlowCookies(origin),
    publicBase: new URL(origin).origin + settings.basePath,
  };
}

function edgeSettings<Env>(settings: Settings<Env>, publicOrigin: string): EdgeSettings {
  const { basePath, origins = [], returnTo = [], providerHeaders = [] } = settings;
  const connectors = [...settings.connectors.keys()];
  const read = { basePath, publicOrigin, origins, returnTo, providerHeaders, connectors };
  const problem = Edge.problem(read);
  if (problem) misconfigured(problem, "");
  return read;
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
