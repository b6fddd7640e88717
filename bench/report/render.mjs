// One set of tables, for the terminal and as Markdown. Of each row `texts` cells are words, to the
// left, and the others figures, to the right.

export function asText({ title, notes, tables }) {
  const blocks = tables.map(({ title, note, head, rows, texts }) =>
    [title, ...(note ? [note] : []), "", ...aligned([head, ...rows], texts)].join("\n"),
  );
  return [`\n${title}\n${notes.join("\n")}`, ...blocks].join("\n\n");
}

/** @param {string[]} plots files beside the report */
export function asMarkdown({ title, notes, tables }, plots = []) {
  const blocks = tables.map(({ title, note, head, rows, texts }) => {
    const rule = head.map((_, column) => (column < texts ? "---" : "---:"));
    const lines = [head, rule, ...rows].map((cells) => `| ${cells.map(escaped).join(" | ")} |`);
    return [`## ${title}`, ...(note ? [note] : []), lines.join("\n")].join("\n\n");
  });
  const images = plots.map((file) => `![${file.replace(/\.svg$/, "")}](${file})`);
  return `${[`# ${title}`, ...notes, ...images, ...blocks].join("\n\n")}\n`;
}

function aligned(rows, texts) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => {
    const cells = row.map((cell, column) =>
      column < texts ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
    );
    return `  ${cells.join("  ")}`.trimEnd();
  });
}

const escaped = (cell) => cell.replace(/[|<]/g, "\\$&").replaceAll("\n", " ");
