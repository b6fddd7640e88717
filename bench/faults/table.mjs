// Every client meets every fault, all at once; each cell has a server of its own.
import { randomBytes } from "node:crypto";
import { contenders as known, whyMissing } from "../contenders.mjs";
import { good } from "./answers.mjs";
import { runCell } from "./cell.mjs";
import { faults } from "./faults.mjs";
import { serveScript } from "./scripted-server.mjs";
import { leaks } from "./secrets.mjs";

/** Ours first. */
export const CONTENDERS = [
  "alloy",
  "alloy-node",
  "axios",
  "openai",
  "stripe",
  "notion",
  "ky",
  "ofetch",
];

/**
 * @typedef {object} Cell
 * @property {string} text  what was observed
 * @property {boolean | null} isMet  null where the expectation does not apply
 *
 * @typedef {{ title: string, expectation: string, cells: Record<string, Cell> }} Row
 */

/**
 * @param {string[]} names  of contenders
 * @returns {Promise<{ rows: Row[], leftOut: Record<string, string> }>}
 */
export async function measureFaults(names = CONTENDERS) {
  const leftOut = {};
  const clients = [];
  for (const name of names) {
    const reason = whyMissing(name);
    if (reason) leftOut[name] = reason;
    else {
      const { default: connect } = await import(`../contenders/${name}.mjs`);
      clients.push({ ...known[name], name, connect });
    }
  }
  // No client refuses it for its form, and nothing else looks like it.
  const key = `sk-${randomBytes(12).toString("hex")}`;
  for (const client of clients) await warmUp(client, key);

  const rows = faults.map(({ title, expectation }) => ({
    ...{ title, expectation },
    // In this order, whoever is done first.
    cells: Object.fromEntries(clients.map(({ name }) => [name, undefined])),
  }));
  const fill = (wanted) =>
    Promise.all(
      faults.flatMap((fault, index) =>
        wanted(fault)
          ? clients.map(async (client) => {
              rows[index].cells[client.name] = await runCell(fault, client, key);
            })
          : [],
      ),
    );
  await fill(({ isBusy }) => !isBusy);
  await fill(({ isBusy }) => isBusy);
  return { rows: [...rows.map(withoutErrors), loggedErrors(clients, rows, key)], leftOut };
}

/** Each can call where nothing goes wrong; and what it has to load or compile for that is done. */
async function warmUp({ connect }, key) {
  const server = await serveScript([good]);
  const client = connect({ origin: server.url, key });
  await client.act("getPage", {});
  await client.list();
  server.close();
}

/** Searches whatever each client has thrown, save where the server itself gave the key away. */
function loggedErrors(clients, rows, key) {
  const cells = clients.map(({ name }) => {
    const errors = rows
      .filter((_, index) => !faults[index].echoesKey)
      .flatMap(({ cells }) => (cells[name].thrown === undefined ? [] : [cells[name].thrown]));
    const ways = [...new Set(errors.flatMap((thrown) => leaks(thrown, key)))];
    const text = `${errors.length} errors: ${ways.length === 0 ? "no key" : `the key, by ${ways.join(" and ")}`}`;
    return [name, { text, isMet: ways.length === 0 }];
  });
  return {
    title: "the key in any error above, logged",
    expectation: "not by inspect (depth 10), JSON or stack",
    cells: Object.fromEntries(cells),
  };
}

const withoutErrors = ({ cells, ...row }) => ({
  ...row,
  cells: Object.fromEntries(
    Object.entries(cells).map(([name, { text, isMet }]) => [name, { text, isMet }]),
  ),
});

/** The cells of ours that are not right; one that does not apply is not. */
export const wrongOfOurs = ({ rows }) =>
  rows.flatMap(({ title, cells }) =>
    Object.entries(cells)
      .filter(([name, { isMet }]) => known[name].isOurs && isMet !== true)
      .map(([name, { text }]) => `${known[name].label}, ${title}: ${text}`),
  );
