import type { Execution } from "../connector.js";
import type { Ids } from "../../ids.js";
import type { JsonObject } from "../../json.js";
import { createDatabase } from "./databases.js";
import { createPage } from "./pages.js";
import { Workspace } from "./workspace.js";

const PAGES = ["Getting started", "Product roadmap", "Meeting notes"];
const TASKS: readonly (readonly [string, string, number, boolean, string])[] = [
  ["Write the announcement", "To do", 2, false, "2024-04-02"],
  ["Review the design", "In progress", 1, false, "2024-03-18"],
  ["Ship the first version", "To do", 1, false, "2024-04-15"],
  ["Talk to five customers", "Done", 3, true, "2024-03-04"],
];

/** A Notion with something in it, so that a first search finds something. */
export function seededWorkspace(ids: Ids, stamp: () => string): Workspace {
  const workspace = new Workspace(ids, stamp);
  const pages = PAGES.map((title) =>
    createPage(
      workspace,
      seed({ parent: WORKSPACE, properties: { title: { title: runs(title) } } }),
    ),
  );
  const tasks = createDatabase(
    workspace,
    seed({
      parent: { type: "page_id", page_id: pages[1]?.id },
      title: runs("Tasks"),
      properties: {
        Name: { title: {} },
        Status: {
          select: { options: ["To do", "In progress", "Done"].map((name) => ({ name })) },
        },
        Priority: { number: {} },
        Done: { checkbox: {} },
        Due: { date: {} },
        Notes: { rich_text: {} },
      },
    }),
  );
  for (const [name, status, priority, done, due] of TASKS) {
    createPage(
      workspace,
      seed({
        parent: { type: "database_id", database_id: tasks.id },
        properties: {
          Name: { title: runs(name) },
          Status: { select: { name: status } },
          Priority: { number: priority },
          Done: { checkbox: done },
          Due: { date: { start: due } },
        },
      }),
    );
  }
  return workspace;
}

const WORKSPACE = { type: "workspace", workspace: true };

function runs(content: string) {
  return [{ type: "text", text: { content } }];
}

/** What is there from the start is nobody's doing: it leaves no effect. */
function seed(body: JsonObject): Execution {
  return { userId: "", path: {}, query: {}, body, effect: () => {} };
}
