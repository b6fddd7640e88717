// What is asked, how often at a time, and what comes back.

export const scenarios = [
  { id: "small-seq", title: "small, sequential", action: "getPage", inFlight: 1 },
  { id: "small-x64", title: "small, 64 in flight", action: "getPage", inFlight: 64 },
  { id: "large-seq", title: "1 MB, sequential", action: "queryDatabase", inFlight: 1 },
  {
    id: "large-x64",
    title: "1 MB, 64 in flight",
    action: "queryDatabase",
    inFlight: 64,
    isHeavy: true,
  },
];

export const parameters = {
  getPage: { page_id: id(1) },
  queryDatabase: {
    database_id: id(0),
    filter: { property: "Name", title: { contains: "page" } },
    page_size: 100,
  },
};

/** What the server answers, by action. */
export const answers = {
  getPage: {
    object: "page",
    id: id(1),
    created_time: "2026-03-01T09:30:00.000Z",
    last_edited_time: "2026-03-02T16:05:00.000Z",
    archived: false,
    parent: { type: "database_id", database_id: id(0) },
    properties: { Name: { id: "title", type: "title", title: [{ plain_text: "A small page" }] } },
    url: `https://www.notion.so/A-small-page-${id(1)}`,
    icon: { type: "emoji", emoji: "📄" },
  },
  queryDatabase: {
    object: "list",
    results: Array.from({ length: 760 }, (_, index) => page(index)),
    next_cursor: null,
    has_more: false,
    type: "page_or_database",
    page_or_database: {},
  },
};

function id(number) {
  return `5c6a2821-6bb1-4a7e-b6e1-${String(number).padStart(12, "0")}`;
}

function page(index) {
  const user = { object: "user", id: id(index % 7) };
  const name = `Page number ${index}, “with quotes”`;
  return {
    object: "page",
    id: id(index),
    created_time: "2026-03-01T09:30:00.000Z",
    last_edited_time: "2026-03-02T16:05:00.000Z",
    created_by: user,
    last_edited_by: user,
    cover: null,
    icon: { type: "emoji", emoji: "📄" },
    parent: { type: "database_id", database_id: id(0) },
    archived: false,
    in_trash: false,
    properties: {
      Name: { id: "title", type: "title", title: [richText(name)] },
      Assignees: { id: "NNL%5E", type: "people", people: [user] },
      Status: { id: "Z%3ClH", type: "status", status: { name: "In progress", color: "blue" } },
      Due: { id: "M%3BBw", type: "date", date: { start: "2026-04-01", end: null } },
      Estimate: { id: "%5B%3Dx", type: "number", number: index / 4 },
      Tags: {
        id: "flsb",
        type: "multi_select",
        multi_select: [
          { name: "a", color: "red" },
          { name: "b", color: "gray" },
        ],
      },
    },
    url: `https://www.notion.so/Page-number-${id(index)}`,
    public_url: null,
  };
}

function richText(content) {
  return {
    type: "text",
    text: { content, link: null },
    annotations: {
      bold: false,
      italic: false,
      strikethrough: false,
      underline: false,
      code: false,
      color: "default",
    },
    plain_text: content,
    href: null,
  };
}
