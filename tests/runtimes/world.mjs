// The servers that the conformance checks talk to, all on loopback.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Ledger } from "../contract/recording/ledger.mjs";
import { observed } from "../contract/recording/observed.mjs";
import { refuse, serveFaults } from "./fault-server.mjs";
import { sparse } from "./sparse.mjs";

// The checks take a user each, so that none sees another's connections.
const USERS = Array.from({ length: 128 }, (_, index) => (index + 1).toString(16).padStart(24, "0"));

const DIALECTS = ["guide", "reference", "both"];

/** What a sandbox speaks, and what is done to it before it is served. */
const SANDBOXES = {
  guide: ["guide"],
  reference: ["reference"],
  both: ["both"],
  "sparse guide": ["guide", sparse],
  "sparse reference": ["reference", sparse],
};

/**
 * Serves sandboxes, made from the installed package itself, and servers of faults. What goes back and
 * forth with the sandboxes is checked against the contract.
 *
 * @param {string} installed the package's folder
 * @param {{ page?: boolean }} options whether the client is a page
 * @returns {Promise<{ world: object, ledgers: Ledger[], close(): Promise<void> }>} `world` is plain data
 */
export async function openWorld(installed, { page = false } = {}) {
  const load = (file) => import(pathToFileURL(join(installed, file)).href);
  const [{ createSandbox }, { serve }] = await Promise.all([
    load("sandbox/index.js"),
    load("sandbox/node.js"),
  ]);
  const servers = [];
  const sandboxes = {};
  const ledgers = Object.fromEntries(DIALECTS.map((dialect) => [dialect, new Ledger(dialect)]));
  for (const [name, [dialect, change = (it) => it]] of Object.entries(SANDBOXES)) {
    const sandbox = createSandbox({ dialect, cors: page, users: USERS });
    const server = await serve(observed(change(sandbox), ledgers[dialect]));
    servers.push(server);
    const { apiKey, userId, users } = sandbox;
    sandboxes[name] = { url: server.url, apiKey, userId, users };
  }
  const [faults, sequences, refused] = await Promise.all([
    serveFaults(),
    serveFaults({ keepAlive: false }),
    refuse(),
  ]);
  servers.push(faults, sequences, refused);
  return {
    world: {
      ...{ sandboxes, page },
      ...{ faults: faults.url, sequences: sequences.url, refused: refused.url },
    },
    ledgers: Object.values(ledgers),
    close: async () => void (await Promise.all(servers.map((server) => server.close()))),
  };
}
