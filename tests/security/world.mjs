// The app under attack: Workers with the handler, the people who use it, and an Alloy that notes what reaches it.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fileURLToPath } from "node:url";
import { Miniflare, supportedCompatibilityDate } from "miniflare";
import { installTarball } from "../runtimes/tarball.mjs";
import { bundleWorker } from "../runtimes/workerd.mjs";
import { Recorder } from "./recorder.mjs";
import { exchange } from "./wire.mjs";

export const ORIGIN = "https://app.example";
/** A page of another origin that may call. */
export const PARTNER_PAGE = "https://pages.example";
export const KEYS = {
  current: "state-key-that-signs-now-0123456789abcdef",
  newer: "state-key-of-next-month-0123456789abcdef",
};
const API_KEY = "alloy-key-that-nobody-may-see-0123456789";

/** What all Workers but the local one have in common. */
const SHARED = {
  publicOrigin: ORIGIN,
  stateKeys: [KEYS.current],
  connectors: ["notion", "slack"],
  returnTo: ["https://partner.example", "https://docs.example/done"],
  origins: [PARTNER_PAGE],
  maxBodyBytes: 16_384,
};

/** The Workers. Those of one app share the marks of used states. */
const WORKERS = {
  main: SHARED,
  /** It does not wait for long: to the others a body comes in time, were the machine slow. */
  hasty: { ...SHARED, bodyTimeoutMs: 300 },
  /** The same Worker in another isolate. */
  second: SHARED,
  /** The same app after its keys were changed: the former one verifies still. */
  rotated: { ...SHARED, stateKeys: [KEYS.newer, KEYS.current] },
  /** Another app of the same Alloy account. */
  other: { ...SHARED, publicOrigin: "https://other.example", stateKeys: [KEYS.newer] },
  /** An app that was published without a store. */
  storeless: SHARED,
  /** An app whose store is out of order. */
  disordered: SHARED,
  /** As little as one can say, which is enough on loopback alone. */
  local: { stateKeys: [KEYS.current], connectors: { notion: {} } },
};

const STORES = { storeless: "none", local: "none", disordered: "disordered" };

const NAMES = ["alice", "mallory", "carol"];

/** What authenticate answers that is nobody's user. */
export const STRANGE_SESSIONS = {
  throws: "throws",
  "without-user": {},
  "with-null": { userId: null },
  "with-number": { userId: 7 },
  "with-list": { userId: ["000000000000000000000000"] },
  "with-object": { userId: { $ne: null } },
  "with-nothing": { userId: "" },
  "with-blank": { userId: "  " },
  "with-dots": { userId: ".." },
  "with-newline": { userId: "000000000000000000000000\r\nx-alloy-userid: 1" },
  "with-true": true,
  "with-text": "000000000000000000000000",
};

/**
 * @typedef {object} Person
 * @property {string} userId
 * @property {string} session
 * @property {string} notion the id of a connection
 * @property {string} slack
 * @property {string} hubspot of a connector that does not pass
 */

/** @returns the world; close it. */
export async function openWorld() {
  const { folder, installed } = await installTarball();
  const load = (file) => import(pathToFileURL(join(installed, file)).href);
  const [{ createSandbox }, { serve }] = await Promise.all([
    load("sandbox/index.js"),
    load("sandbox/node.js"),
  ]);
  const sandbox = createSandbox({ apiKey: API_KEY });
  const recorder = new Recorder(sandbox);
  const alloy = await serve(recorder);
  const people = {};
  for (const [index, name] of NAMES.entries()) {
    const userId = sandbox.users[index];
    const session = `session-of-${name}-${index}f3a9`;
    const notion = await connectionOf(sandbox, userId, "notion");
    const slack = await connectionOf(sandbox, userId, "slack");
    const hubspot = await connectionOf(sandbox, userId, "hubspot");
    people[name] = { userId, session, notion, slack, hubspot };
  }
  const app = await startApp(folder, {
    people,
    bindings: { ALLOY_URL: alloy.url, ALLOY_KEY: API_KEY },
  });
  const ask = async (worker, path) => {
    const message = { target: path, headers: [["Host", "127.0.0.1"]] };
    const [{ body }] = await exchange(app.ports[worker], message);
    return JSON.parse(body);
  };
  return {
    ...{ sandbox, recorder, people, ports: app.ports, errors: app.errors },
    /** What no answer may hold. */
    secrets: [
      ...[API_KEY, ...Object.values(KEYS), alloy.url, `:${alloy.port}`],
      ...Object.values(people).map(({ session }) => session),
      ...["hunter2", "10.0.0.7"],
    ],
    /** Sets the clock of all Workers ahead while `work` runs. */
    async ahead(milliseconds, work) {
      const set = (ahead) =>
        Promise.all(Object.keys(WORKERS).map((it) => ask(it, `/test-only/clock?ahead=${ahead}`)));
      await set(milliseconds);
      try {
        return await work();
      } finally {
        await set(0);
      }
    },
    /** What onConnected was told of in a Worker. */
    connected: (worker = "main") => ask(worker, "/test-only/connected"),
    async close() {
      await app.dispose();
      await alloy.close();
    },
  };
}

async function startApp(folder, { people, bindings }) {
  cpSync(fileURLToPath(new URL("worker.mjs", import.meta.url)), join(folder, "worker.mjs"));
  const sessions = Object.values(people).map(({ session, userId }) => [session, { userId }]);
  const constants = {
    SESSIONS: { ...STRANGE_SESSIONS, ...Object.fromEntries(sessions) },
    SUSPENDED: people.carol.userId,
  };
  const errors = [];
  const workers = Object.entries(WORKERS).map(async ([name, settings]) => ({
    name,
    modules: await bundleWorker(folder, "worker.mjs", {
      ...{ ...constants, SETTINGS: settings, STORE: STORES[name] ?? "durable" },
    }),
    compatibilityDate: supportedCompatibilityDate,
    bindings,
    durableObjects: {
      STATES: {
        className: "AlloyStateStore",
        ...(["second", "rotated"].includes(name) && { scriptName: "main" }),
      },
    },
    // Miniflare's own entry reads the request before the Worker does, and mends it.
    unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
  }));
  const miniflare = new Miniflare({
    workers: await Promise.all(workers),
    cf: false,
    handleRuntimeStdio: (stdout, stderr) => {
      stdout.resume();
      stderr.setEncoding("utf8").on("data", (text) => errors.push(text));
    },
  });
  await miniflare.ready.catch((error) => {
    throw new Error(`workerd did not start: ${errors.join("")}`, { cause: error });
  });
  const ports = {};
  for (const name of Object.keys(WORKERS)) {
    ports[name] = Number((await miniflare.unsafeGetDirectURL(name)).port);
  }
  return { ports, errors, dispose: () => miniflare.dispose() };
}

/** A connection, made behind the handler's back. */
async function connectionOf(sandbox, userId, connectorId) {
  const post = async (path, body) => {
    const answer = await sandbox.fetch(`https://alloy.example/connectors/${connectorId}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${sandbox.apiKey}`, "x-api-version": "2025-09" },
      body: JSON.stringify({ userId, ...body }),
    });
    return answer.json();
  };
  const redirectUri = `${ORIGIN}/elsewhere`;
  const { oauthUrl } = await post("/credentials", { authenticationType: "oauth2", redirectUri });
  const code = new URL(await sandbox.consent(oauthUrl)).searchParams.get("code");
  return (await post("/credentials/callback", { code })).connectionId;
}
