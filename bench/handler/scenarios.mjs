// What is asked of the handler, and of the bare Worker beside it.

export const scenarios = [
  { id: "small-seq", title: "300 bytes, sequential", action: "getPage", inFlight: 1 },
  { id: "small-x64", title: "300 bytes, 64 in flight", action: "getPage", inFlight: 64 },
  {
    id: "later-seq",
    title: "300 bytes after 25 ms, sequential",
    action: "getPageLater",
    inFlight: 1,
  },
  {
    id: "later-x64",
    title: "300 bytes after 25 ms, 64 in flight",
    action: "getPageLater",
    inFlight: 64,
  },
  { id: "large-seq", title: "100 KB, sequential", action: "queryDatabase", inFlight: 1 },
  { id: "large-x64", title: "100 KB, 64 in flight", action: "queryDatabase", inFlight: 64 },
];
