import { assertCoded, openSandbox, title } from "./calls.mjs";

export const NOWHERE = "00000000-0000-4000-8000-000000000000";
export const WORKSPACE = { type: "workspace", workspace: true };

/** Runs Notion's actions in the guide's dialect, with a credential of its own. */
export async function openNotion(options) {
  const opened = openSandbox(options);
  const credentialId = await opened.connect("notion");
  const run = (actionId, parameters) =>
    opened.call("POST", `/connectors/notion/actions/${actionId}`, { credentialId, parameters });
  return { ...opened, credentialId, run };
}

/** The database that every workspace has from the start. */
export async function openTasks(run) {
  const filter = { property: "object", value: "database" };
  const { body } = await run("post-search", { query: "Tasks", filter });
  const database_id = body.results[0].id;
  return {
    database: await run("get-database", { database_id }),
    query: (parameters) => run("query-database", { database_id, ...parameters }),
  };
}

export function newPage(content, parent = WORKSPACE) {
  return { parent, properties: { title: { title: title(content) } } };
}

/** Asserts that Notion found the input wrong, in these words. */
export function refused(answer, message) {
  assertCoded(answer, 400, "validation_error", message);
}
