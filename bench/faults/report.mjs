// The table of faults, in the form that render.mjs knows.
import { contenders } from "../contenders.mjs";

const SIGNS = new Map([
  [true, "✓"],
  [false, "✗"],
  [null, "–"],
]);

/** For the terminal: what was observed client by client, then the verdicts at a glance. */
export function forTerminal({ rows, leftOut }, notes) {
  const names = Object.keys(rows[0].cells);
  return {
    title: TITLE,
    notes: [...notes, ...absent(leftOut)],
    tables: [
      ...rows.map(({ title, expectation, cells }) => ({
        title,
        note: `wanted: ${expectation}`,
        texts: 3,
        head: ["", "client", "observed"],
        rows: names.map((name) => [sign(cells[name]), label(name), cells[name].text]),
      })),
      {
        title: "Verdicts",
        texts: names.length + 1,
        head: ["", ...names],
        rows: [
          ...rows.map(({ title, cells }) => [title, ...names.map((name) => sign(cells[name]))]),
          ["right", ...totals(rows, names)],
        ],
      },
    ],
  };
}

/** For Markdown: one wide table. */
export function forMarkdown({ rows, leftOut }, notes) {
  const names = Object.keys(rows[0].cells);
  return {
    title: TITLE,
    notes: [...notes, ...absent(leftOut)],
    tables: [
      {
        title: "Observed",
        texts: names.length + 2,
        head: ["fault", "wanted", ...names.map(label)],
        rows: [
          ...rows.map(({ title, expectation, cells }) => [
            title,
            expectation,
            ...names.map((name) => `${sign(cells[name])} ${cells[name].text}`),
          ]),
          ["right", "", ...totals(rows, names)],
        ],
      },
    ],
  };
}

const TITLE = "What clients do when things go wrong, at their defaults";

function totals(rows, names) {
  return names.map((name) => {
    const right = rows.filter(({ cells }) => cells[name].isMet).length;
    const judged = rows.filter(({ cells }) => cells[name].isMet !== null).length;
    return `${right} of ${judged}`;
  });
}

const absent = (leftOut) =>
  Object.entries(leftOut).map(([name, reason]) => `Left out: ${label(name)}: ${reason}.`);

const label = (name) =>
  contenders[name].label.replace(/,? as the guide uses it| (request|post|rawRequest)$/, "");
const sign = ({ isMet }) => SIGNS.get(isMet);
