export function coldTable({ starts }) {
  return {
    title: "Cold start",
    note: "Milliseconds from the start of a fresh process, page or isolate to the first answer, by the package and by bare fetch: medians; and by how much the package's are over those of its round.",
    texts: 1,
    head: ["cell", "package", "fetch", "over", "quartiles"],
    rows: Object.entries(starts).map(([cell, { package: ours, fetch, over }]) => [
      cell,
      ours.toFixed(1),
      fetch.toFixed(1),
      over.median.toFixed(1),
      `${over.lower.toFixed(1)} – ${over.upper.toFixed(1)}`,
    ]),
  };
}
