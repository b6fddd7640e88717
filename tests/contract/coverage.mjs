// Which routes of the contract were exercised in which dialect, over all the cells that ran.
import { DIALECTS, ROUTES } from "./description/document.mjs";

/**
 * @typedef {object} Seen  what came to a route of the sandboxes of one dialect
 * @property {number} requests
 * @property {Record<string, number>} statuses
 * @property {string[]} cells  in which it succeeded
 *
 * @typedef {{ route: string, seen: Record<string, Seen | null> }} Row  null where a dialect lacks it
 */

/** What the sandboxes speak. */
const SPOKEN = [...DIALECTS, "both"];

/**
 * @param {import("./recording/records.mjs").Record[]} records
 * @returns {Row[]}
 */
export function coverageOf(records) {
  return ROUTES.map(({ route, dialects }) => ({
    route,
    seen: Object.fromEntries(
      SPOKEN.map((spoken) => {
        const has = spoken === "both" || dialects.includes(spoken);
        return [spoken, has ? seenBy(records, spoken, route) : null];
      }),
    ),
  }));
}

function seenBy(records, spoken, route) {
  const seen = { requests: 0, statuses: {}, cells: [] };
  for (const { cell, dialects } of records) {
    const statuses = dialects[spoken].routes[route] ?? {};
    for (const [status, times] of Object.entries(statuses)) {
      seen.requests += times;
      seen.statuses[status] = (seen.statuses[status] ?? 0) + times;
    }
    if (Object.keys(statuses).some(isSuccess)) seen.cells.push(cell);
  }
  return seen;
}

const isSuccess = (status) => /^2\d\d$/.test(status);

/** Routes that never gave a success in a dialect that has them. */
export function unexercised(rows) {
  return rows.flatMap(({ route, seen }) =>
    DIALECTS.filter((dialect) => seen[dialect]?.cells.length === 0).map(
      (dialect) => `${route}, ${dialect}`,
    ),
  );
}

/** For the README: ticks, so that it changes with the routes and not with every run. */
export function asMarkdown(rows) {
  const tick = (seen) => (seen === null ? "–" : seen.cells.length > 0 ? "✓" : "✗");
  const lines = rows.map(({ route, seen }) => [
    `\`${route}\``,
    ...DIALECTS.map((dialect) => tick(seen[dialect])),
  ]);
  const head = ["route", ...DIALECTS];
  const rule = ["---", ...DIALECTS.map(() => ":-:")];
  return [head, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** For the terminal: how often, with which answers, and in how many of the cells with success. */
export function asText(rows, records) {
  const figures = (seen) => {
    if (seen === null) return "–";
    if (seen.requests === 0) return "never";
    const statuses = Object.entries(seen.statuses).map(([status, times]) => `${status}×${times}`);
    return `${statuses.join(" ")} in ${seen.cells.length}`;
  };
  const table = aligned([
    ["route", ...SPOKEN],
    ...rows.map(({ route, seen }) => [route, ...SPOKEN.map((spoken) => figures(seen[spoken]))]),
  ]);
  return [...table, "", ...records.map(summary)].join("\n");
}

function summary({ cell, dialects }) {
  const all = Object.values(dialects);
  const total = (name) => all.reduce((sum, { checked }) => sum + checked[name], 0);
  const counts = (name) =>
    all.flatMap((dialect) => Object.entries(dialect[name])).reduce(added, {});
  const aside = Object.entries(counts("aside")).map(([reason, times]) => `${times} × ${reason}`);
  const probes = all
    .flatMap(({ probes }) => Object.values(probes).flatMap(Object.values))
    .reduce((sum, times) => sum + times, 0);
  return [
    `${cell}: ${total("requests")} requests and ${total("answers")} answers checked, of which`,
    `${probes} × a look for a route that the dialect lacks; set aside: ${aside.join(", ")}`,
  ].join(" ");
}

const added = (sums, [name, times]) => ({ ...sums, [name]: (sums[name] ?? 0) + times });

function aligned(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd(),
  );
}
