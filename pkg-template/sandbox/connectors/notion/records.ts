import { invalidInput, notFound } from "../../answers.js";
import type { JsonObject } from "../../json.js";
import type { Collection } from "../connector.js";
import { titleOf, type Page } from "./objects.js";
import { createPage, updatePage } from "./pages.js";
import { richText } from "./rich-text.js";
import type { Workspace } from "./workspace.js";

/** The pages of a workspace as the guide's data routes show them: flat, with a text for a title. */
export function pageRecords(workspaceOf: (userId: string) => Workspace): Collection {
  return {
    /** The last edited first, as a search has them. */
    list({ userId }) {
      const workspace = workspaceOf(userId);
      return workspace
        .pages()
        .filter(({ archived }) => !archived)
        .sort((one, other) => other.last_edited_time.localeCompare(one.last_edited_time))
        .map((page) => recordOf(workspace, page));
    },
    create(execution) {
      const { title, content = "" } = execution.body;
      if (title === undefined) throw invalidInput("title is required");
      const workspace = workspaceOf(execution.userId);
      const text = textOf("content", content);
      const page = createPage(workspace, {
        ...execution,
        body: { parent: { workspace: true }, properties: titleProperty(title) },
      });
      workspace.saveContent(page.id, text);
      return recordOf(workspace, page);
    },
    update(execution) {
      const { title, content } = execution.body;
      const workspace = workspaceOf(execution.userId);
      const { id } = execution.path;
      if (!workspace.pages().some((page) => page.id === id)) throw notFound("Record not found");
      const text = content === undefined ? workspace.content(id ?? "") : textOf("content", content);
      const page = updatePage(workspace, {
        ...execution,
        path: { page_id: id ?? "" },
        body: title === undefined ? {} : { properties: titleProperty(title) },
      });
      workspace.saveContent(page.id, text);
      return recordOf(workspace, page);
    },
  };
}

function recordOf(workspace: Workspace, page: Page) {
  return {
    id: page.id,
    title: titleOf(page),
    content: workspace.content(page.id),
    createdAt: page.created_time,
    updatedAt: page.last_edited_time,
  };
}

/** By its id, which every page's title has, be it a row of a database or not. */
function titleProperty(title: unknown): JsonObject {
  return { title: { title: [richText(textOf("title", title))] } };
}

function textOf(name: string, value: unknown): string {
  if (typeof value !== "string") throw invalidInput(`${name} must be a string`);
  return value;
}
