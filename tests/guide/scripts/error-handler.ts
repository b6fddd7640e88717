// A handler written for axios' errors, and one operation for each of its branches, named as arguments.
import { getConfig, NotionClient } from "alloy-connectivity/guide";

const config = getConfig();
const connectionId = process.env.CONNECTION_ID!;
const notion = new NotionClient(config, connectionId);

const OPERATIONS: Record<string, () => Promise<unknown>> = {
  write: () => notion.createPage({ parent: { type: "workspace" }, properties: {} }),
  "unknown action": () => notion.executeAction("no-such-action"),
  "unknown connection": () => new NotionClient(config, "0".repeat(24)).searchPages(),
  "wrong key": () =>
    new NotionClient({ ...config, alloyApiKey: "not-the-key-at-all" }, connectionId).searchPages(),
  unreachable: () =>
    new NotionClient(
      { ...config, alloyBaseUrl: process.env.REFUSED_URL! },
      connectionId,
    ).createPage({
      parent: { type: "workspace" },
      properties: {},
    }),
  "no connection": () => new NotionClient(config, undefined).searchPages(),
  "no id": () => notion.getPage(""),
};

const MEANINGS: Record<number, string> = {
  400: "bad request",
  401: "unauthorized",
  403: "forbidden",
  404: "not found",
  429: "too many requests",
  500: "server error",
};

function tell(context: string, error: any): void {
  if (error.response) {
    const { status, data, headers } = error.response;
    const told = [context, status, MEANINGS[status] ?? "unexpected"];
    if (status === 400) told.push(JSON.stringify(data));
    if (status === 429) told.push(`after ${headers["retry-after"]}`);
    if (data?.error) told.push(data.error.code, data.error.message);
    console.log(told.join(" | "));
  } else if (error.request) {
    console.log(`${context} | no answer`);
  } else {
    console.log(`${context} | not sent | ${error.message}`);
  }
}

for (const context of process.argv.slice(2)) {
  await OPERATIONS[context]!().then(
    () => console.log(`${context} | done`),
    (error) => tell(context, error),
  );
}
