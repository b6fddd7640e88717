import type { JsonSchema } from "../../json.js";
import type { State } from "../../state.js";
import { OAUTH2 } from "../authentication.js";
import type { Action, Connector, Execution } from "../connector.js";
import { perUser } from "../per-user.js";
import { createDatabase, queryDatabase, retrieveDatabase } from "./databases.js";
import { unfit } from "./failures.js";
import { createPage, retrievePage, updatePage } from "./pages.js";
import { pageRecords } from "./records.js";
import { search } from "./search.js";
import { seededWorkspace } from "./seed.js";
import type { Workspace } from "./workspace.js";

const OBJECT = { type: "object" };
const PAGING = {
  start_cursor: { type: "string", description: "Where the page begins" },
  page_size: { type: "integer", minimum: 1, maximum: 100, default: 100 },
};
const DECORATIONS = { icon: OBJECT, cover: OBJECT };

/** Notion, as of its version 2022-06-28. Each user has a workspace of their own. */
export function notion(state: State): Connector {
  const workspaceOf = perUser((userId) =>
    seededWorkspace(state.ids.fork(`notion/${userId}`), () => state.stamp()),
  );
  /** An action on the workspace, behind Notion's own check for members that it does not know. */
  const action = (
    definition: Omit<Action, "run">,
    run: (workspace: Workspace, execution: Execution) => unknown,
  ): Action => ({
    ...definition,
    run: (execution) => {
      checkMembers(execution, definition.requestBody);
      return run(workspaceOf(execution.userId), execution);
    },
  });
  return {
    id: "notion",
    name: "Notion",
    category: ["productivity"],
    icon: "https://cdn.runalloy.com/icons/notion.png",
    authentications: [OAUTH2],
    records: { pages: pageRecords(workspaceOf) },
    resources: [
      { id: "search", name: "Search", actions: [action(POST_SEARCH, search)] },
      {
        id: "pages",
        name: "Pages",
        actions: [
          action(POST_PAGE, createPage),
          action(RETRIEVE_A_PAGE, retrievePage),
          action(PATCH_PAGE, updatePage),
        ],
      },
      {
        id: "databases",
        name: "Databases",
        actions: [
          action(CREATE_A_DATABASE, createDatabase),
          action(RETRIEVE_A_DATABASE, retrieveDatabase),
          action(POST_DATABASE_QUERY, queryDatabase),
        ],
      },
    ],
  };
}

const POST_SEARCH = {
  id: "post-search",
  displayName: "Search",
  description: "Finds pages and databases by title",
  httpMethod: "post",
  path: "/v1/search",
  parameters: [],
  requestBody: body({ query: { type: "string" }, filter: OBJECT, sort: OBJECT, ...PAGING }),
} as const;

const POST_PAGE = {
  id: "post-page",
  displayName: "Create a page",
  description: "Creates a page in the workspace, in a page or in a database",
  httpMethod: "post",
  path: "/v1/pages",
  parameters: [],
  requestBody: body(
    { parent: OBJECT, properties: OBJECT, children: { type: "array" }, ...DECORATIONS },
    ["parent", "properties"],
  ),
} as const;

const RETRIEVE_A_PAGE = {
  id: "retrieve-a-page",
  guideId: "get-page",
  displayName: "Retrieve a page",
  description: "Gives a page with its properties",
  httpMethod: "get",
  path: "/v1/pages/{page_id}",
  parameters: [id("page_id", "page"), filterProperties()],
} as const;

const PATCH_PAGE = {
  id: "patch-page",
  displayName: "Update a page",
  description: "Changes a page's properties, icon or cover, or archives it",
  httpMethod: "patch",
  path: "/v1/pages/{page_id}",
  parameters: [id("page_id", "page")],
  requestBody: body({
    properties: OBJECT,
    archived: { type: "boolean" },
    in_trash: { type: "boolean" },
    ...DECORATIONS,
  }),
} as const;

const CREATE_A_DATABASE = {
  id: "create-a-database",
  displayName: "Create a database",
  description: "Creates a database in a page or in the workspace",
  httpMethod: "post",
  path: "/v1/databases",
  parameters: [],
  requestBody: body(
    {
      parent: OBJECT,
      title: { type: "array" },
      description: { type: "array" },
      properties: OBJECT,
      is_inline: { type: "boolean" },
      ...DECORATIONS,
    },
    ["parent", "properties"],
  ),
} as const;

const RETRIEVE_A_DATABASE = {
  id: "retrieve-a-database",
  guideId: "get-database",
  displayName: "Retrieve a database",
  description: "Gives a database with its columns",
  httpMethod: "get",
  path: "/v1/databases/{database_id}",
  parameters: [id("database_id", "database")],
} as const;

const POST_DATABASE_QUERY = {
  id: "post-database-query",
  guideId: "query-database",
  displayName: "Query a database",
  description: "Gives the rows of a database, filtered and sorted",
  httpMethod: "post",
  path: "/v1/databases/{database_id}/query",
  parameters: [id("database_id", "database"), filterProperties()],
  requestBody: body({ filter: OBJECT, sorts: { type: "array" }, ...PAGING }),
} as const;

function body(properties: JsonSchema, required: readonly string[] = []): JsonSchema {
  return { type: "object", properties, required };
}

function id(name: string, kind: string) {
  const schema = { type: "string", format: "uuid" };
  return { name, in: "path", required: true, description: `The ${kind}'s id`, schema } as const;
}

function filterProperties() {
  return {
    name: "filter_properties",
    in: "query",
    required: false,
    description: "Ids of the only properties to give",
    schema: { type: "array", items: { type: "string" } },
  } as const;
}

function checkMembers({ body: given }: Execution, schema: JsonSchema | undefined): void {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(Object(schema?.properties), name)) {
      throw unfit(`body.${name}`, "not present", value);
    }
  }
}
