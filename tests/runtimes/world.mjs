// The servers that the conformance checks talk to, all on loopback.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Ledger } from "../contract/recording/ledger.mjs";
import { observed } from "../contract/recording/observed.mjs";
import { refuse, serveFaults } from "./fault-server.mjs";

// The checks take a user each, so that none sees another's connections.
const USERS = Array.from({ length: 64 }, (_, index) => (index + 1).toString(16).padStart(24, "0"));

/**
 * Serves three sandboxes, made from the installed package itself, and a server of faults. What goes
 * back and forth with the sandboxes is checked against the contract.
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
  const ledgers = [];
  for (const dialect of ["guide", "reference", "both"]) {
    const sandbox = createSandbox({ dialect, cors: page, users: USERS });
    const ledger = new Ledger(dialect);
    const server = await serve(observed(sandbox, ledger));
    servers.push(server);
    ledgers.push(ledger);
    const { apiKey, userId, users } = sandbox;
    sandboxes[dialect] = { url: server.url, apiKey, userId, users };
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
    ledgers,
    close: async () => void (await Promise.all(servers.map((server) => server.close()))),
  };
}
