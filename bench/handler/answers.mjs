// What Alloy answers in front of the handler, by how the path ends: a list of connections, a page of
// some 300 bytes, and a hundred kilobytes of them.
import { CONNECTION } from "../request.mjs";

const page = (index) => ({
  object: "page",
  id: `5c6a2821-6bb1-4a7e-b6e1-${String(index).padStart(12, "0")}`,
  created_time: "2026-03-01T09:30:00.000Z",
  last_edited_time: "2026-03-02T16:05:00.000Z",
  archived: false,
  properties: { Name: { type: "title", title: [{ plain_text: `Page “${index}”` }] } },
  url: `https://www.notion.so/Page-${index}`,
});

const AT = "2026-03-01T09:30:00.000Z";

export const answers = {
  credentials: [
    {
      ...{ id: CONNECTION, credentialId: CONNECTION, name: "Notion", type: "notion-oauth2" },
      ...{ connectorId: "notion", createdAt: AT, updatedAt: AT },
    },
  ],
  getPage: page(1),
  getPageLater: page(1),
  queryDatabase: {
    object: "list",
    results: Array.from({ length: 350 }, (_, index) => page(index)),
    next_cursor: null,
    has_more: false,
  },
};

/** As near as a service on the internet can be. */
export const delaysMs = { getPageLater: 25 };
