// A consumer of the guide's own modules, and of the older SDK's class.
import type { AlloyOptions, Connection, FetchLike, NotionPage } from "alloy-connectivity";
import { NotionClient as Client } from "alloy-connectivity";
import {
  type AlloyConfig,
  AlloyOAuthFlow,
  getConfig,
  NotionClient,
} from "alloy-connectivity/guide";
import { UAPI, type UAPIOptions } from "alloy-connectivity/uapi";

export async function connects(fetch: FetchLike, env: { ALLOY_API_KEY: string }): Promise<string> {
  const config: AlloyConfig = getConfig(env);
  const flow = new AlloyOAuthFlow(config, { fetch, dialect: "guide" });
  void [new AlloyOAuthFlow(), getConfig()];
  const { oauthUrl, credentialId } = await flow.initiateOAuthFlow("notion", "http://localhost/");
  const rows: any[] = await flow.listConnections({ timeoutMs: 5_000 });
  const [first]: Connection[] = rows;
  void [oauthUrl, first?.name];
  // @ts-expect-error: the guide's method gives the result itself
  await flow.listConnections({ withResponse: true });
  // @ts-expect-error: misspelt
  new AlloyOAuthFlow({ ...config, alloyApiKey: undefined });
  const { connectionId } = await flow.handleOAuthCallback("notion", null, credentialId);
  return connectionId;
}

export async function writes(config: ReturnType<typeof getConfig>): Promise<NotionPage> {
  const options: AlloyOptions = { maxRetries: 0 };
  const notion: Client = new NotionClient(config, "0".repeat(24), options);
  const pages: any[] = await notion.searchPages(undefined, { value: "page", property: "object" });
  const rows = await notion.queryDatabase("d-1", { filter: {}, sorts: [] });
  const properties = { title: { title: [{ text: { content: `${pages.length}` } }] } };
  const made = await notion.createPage({
    parent: { type: "workspace", workspace: true },
    properties,
  });
  void [rows.has_more, await notion.executeAction("post-comment", { page_id: made.id })];
  // @ts-expect-error: a configuration, not a client
  new NotionClient(notion, "0".repeat(24));
  // @ts-expect-error: a page has a parent
  await notion.createPage({ properties });
  return notion.updatePage(made.id, { properties });
}

export async function lists(key: string, options: UAPIOptions): Promise<unknown[]> {
  const client = new UAPI(key, options);
  client.userId = "0".repeat(24);
  await client.connect("0".repeat(24), { verify: true, deadlineMs: 5_000 });
  const { data, contacts } = await client.CRM.listContacts();
  const made = await client.CRM.createContact({ title: "T", content: "C" });
  const { status } = await client.CRM.updateContact(made.data.id, {}, { withResponse: true });
  // @ts-expect-error: the key is the first argument
  new UAPI(key, { apiKey: key });
  return [...data, ...contacts, status];
}
