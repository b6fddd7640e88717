// A consumer of typed actions, who adds a connector, and an action to one that is there.
import { AlloyConnectivity, NotionClient } from "alloy-connectivity";
import type {
  BatchCall,
  NotionDatabase,
  NotionList,
  NotionPage,
  NotionResults,
  Pages,
  SlackChannels,
  WithResponse,
} from "alloy-connectivity";

declare module "alloy-connectivity" {
  interface AlloyActions {
    acme: {
      "list-invoices": { parameters: { year: number }; result: { items: Invoice[] } };
      "void-invoice": { parameters: { invoice_id: string; reasons?: string[] } };
    };
  }
  interface NotionActions {
    "delete-a-block": { parameters: { block_id: string }; result: { id: string } };
  }
}

interface Invoice {
  total: number;
}

type Found = NotionList<NotionPage | NotionDatabase>;

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(answer: Same<A, B>): boolean => answer;

export async function executes(alloy: AlloyConnectivity, anyId: string): Promise<void> {
  const found = await alloy.executeAction("notion", "post-search", { query: "Plans" });
  same<typeof found, Found>(true);
  for (const item of found.results) {
    if (item.object === "database") void item.title[0]?.plain_text.length;
    else void item.properties["Name"]?.type;
  }
  const page = await alloy.executeAction("notion", "retrieve-a-page", { page_id: "p" });
  same<typeof page, NotionPage>(true);
  const parent = { type: "workspace", workspace: true };
  await alloy.executeAction("notion", "post-page", { parent, properties: { title: [] } });
  const enveloped = await alloy.executeAction(
    ...(["notion", "get-page", { page_id: "p" }, { withResponse: true }] as const),
  );
  same<typeof enveloped, WithResponse<NotionPage>>(true);
  await alloy.executeAction("slack", "chat_postMessage", { channel: "c", blocks: [] });

  const added = await alloy.executeAction("notion", "delete-a-block", { block_id: "b" });
  same<typeof added, { id: string }>(true);
  const invoices = await alloy.executeAction("acme", "list-invoices", { year: 2025 });
  same<typeof invoices, { items: Invoice[] }>(true);
  // An action of which only the parameters are known.
  const voided = await alloy.executeAction("acme", "void-invoice", { invoice_id: "i" });
  same<typeof voided, unknown>(true);

  // @ts-expect-error: a page's id is a string
  await alloy.executeAction("notion", "get-page", { page_id: 7 });
  // @ts-expect-error: misspelt
  await alloy.executeAction("notion", "post-search", { qurey: "Plans" });
  // @ts-expect-error: a page has properties
  await alloy.executeAction("notion", "post-page", { parent });
  // @ts-expect-error: a year is a number
  await alloy.executeAction("acme", "list-invoices", { year: "2025" });
  // @ts-expect-error: a block is no invoice
  await alloy.executeAction("notion", "delete-a-block", { invoice_id: "i" });
  // @ts-expect-error: what is not known of it has to be looked at first
  found.pages.length;

  const unknowns = [
    await alloy.executeAction("hubspot", "list-contacts", { anything: [1] }),
    await alloy.executeAction("notion", "create-a-comment", { anything: [1] }),
    await alloy.executeAction("notion", anyId),
    await alloy.executeAction(anyId, "post-search", { query: 7 }, { validate: false }),
  ];
  same<typeof unknowns, unknown[]>(true);
  // @ts-expect-error: it has to be looked at first
  (await alloy.executeAction("hubspot", "list-contacts")).results;
  // @ts-expect-error: what it is assigned to says nothing of what it is
  const guess: Invoice = await alloy.executeAction("hubspot", "list-deals");
  const stated = await alloy.executeAction<Invoice>("hubspot", "list-deals", { anything: 1 });
  same<typeof stated, Invoice>(true);
  void guess;
}

export async function settles(alloy: AlloyConnectivity, calls: BatchCall[]): Promise<void> {
  const [found, posted, other] = await alloy.batch([
    { connectorId: "notion", actionId: "post-search", parameters: { query: "Plans" } },
    { connectorId: "acme", actionId: "list-invoices", options: { withResponse: true } },
    { connectorId: "hubspot", actionId: "list-contacts", parameters: { anything: [1] } },
  ]);
  same<typeof found, PromiseSettledResult<Found>>(true);
  same<typeof posted, PromiseSettledResult<WithResponse<{ items: Invoice[] }>>>(true);
  same<typeof other, PromiseSettledResult<unknown>>(true);
  if (found.status === "fulfilled") void found.value.results.length;

  const many = await alloy.batch(
    ["a", "b"].map((page_id) => ({
      connectorId: "notion",
      actionId: "get-page",
      parameters: { page_id },
    })),
  );
  same<typeof many, PromiseSettledResult<NotionPage>[]>(true);
  const settled = await alloy.batch(calls, { concurrency: 2 });
  same<typeof settled, PromiseSettledResult<unknown>[]>(true);
  await alloy.batch([]);

  // @ts-expect-error: a query is a string
  await alloy.batch([{ connectorId: "notion", actionId: "post-search", parameters: { query: 7 } }]);
  // @ts-expect-error: an action has a name
  await alloy.batch([{ connectorId: "notion" }]);
}

export async function pages(alloy: AlloyConnectivity): Promise<void> {
  const found = alloy.paginate("notion", "post-search", { page_size: 50 });
  same<typeof found, Pages<NotionPage | NotionDatabase, Found>>(true);
  for await (const { url } of found) void url.length;
  for await (const { has_more } of found.pages()) void has_more;

  const channels = alloy.paginate("slack", "conversations_list", null, {
    items: (page) => page.channels ?? [],
    cursor: (page) => ({ cursor: page.response_metadata?.next_cursor }),
  });
  for await (const { name } of channels) void name.length;
  for await (const page of channels.pages()) same<typeof page, SlackChannels>(true);

  const unknowns = alloy.paginate("hubspot", "list-contacts", { anything: 1 });
  same<typeof unknowns, Pages<unknown, unknown>>(true);
  const stated = alloy.paginate<Invoice>("hubspot", "list-deals", null, { items: "rows" });
  same<typeof stated, Pages<Invoice, unknown>>(true);
  const annotated = alloy.paginate("hubspot", "list-deals", null, {
    items: (page: { rows: Invoice[] }) => page.rows,
  });
  same<typeof annotated, Pages<Invoice, { rows: Invoice[] }>>(true);

  // @ts-expect-error: a size is a number
  alloy.paginate("notion", "post-search", { page_size: "50" });
}

export async function asksNotion(alloy: AlloyConnectivity): Promise<NotionClient> {
  const notion: NotionClient = alloy.notion("connection");
  const found = await notion.searchPages("Plans");
  same<typeof found, NotionResults<NotionPage>>(true);
  void [found.length, found.has_more, found.next_cursor];
  const databases = await notion.searchPages(null, { property: "object", value: "database" });
  same<typeof databases, NotionResults<NotionDatabase>>(true);
  const filter = { property: "object", value: String("page") };
  const either = await notion.searchPages(undefined, filter, { timeoutMs: 1_000 });
  same<typeof either, NotionResults<NotionPage | NotionDatabase>>(true);

  const { id, url } = await notion.createPage({
    parent: { type: "workspace", workspace: true },
    properties: { title: { title: [{ text: { content: "Plans" } }] } },
  });
  const whole = await notion.getPage(id, { withResponse: true });
  same<typeof whole, WithResponse<NotionPage>>(true);
  await notion.updatePage(id, { properties: {}, archived: true });
  const rows = await notion.queryDatabase("d", { sorts: [{ property: "Name" }], page_size: 5 });
  same<typeof rows, NotionResults<NotionPage>>(true);
  const database = await notion.executeAction("get-database", { database_id: "d" });
  same<typeof database, NotionDatabase>(true);
  const other = await notion.executeAction("create-a-comment", { anything: 1 });
  same<typeof other, unknown>(true);

  // @ts-expect-error: a page stands somewhere
  await notion.createPage({ properties: {} });
  // @ts-expect-error: an array, but not anybody's to change what Notion says of it
  rows.has_more = false;
  // @ts-expect-error: a database's id is a string
  await notion.executeAction("get-database", { database_id: 7 });
  void url;
  return new NotionClient(alloy);
}
