import type { AlloyConnectivity } from "alloy-connectivity";
import { expect, type Step, type StepRecorder } from "./steps.js";

/** The ids of the actions that the two dialects call differently. */
export interface ActionNames {
  readonly read: string;
  readonly query: string;
}

interface Text {
  readonly plain_text: string;
}

interface Page {
  readonly id: string;
  readonly url: string;
  readonly properties: Readonly<Record<string, { readonly title?: readonly Text[] }>>;
}

interface Database {
  readonly id: string;
  readonly title: readonly Text[];
}

interface List<Item> {
  readonly results: readonly Item[];
}

/** What the guide does with a Notion once it is connected. */
export async function* pages(
  recorder: StepRecorder,
  alloy: AlloyConnectivity,
  connectionId: string,
  names: ActionNames,
): AsyncGenerator<Step, void, void> {
  const execute = <Answer>(actionId: string, parameters: Record<string, unknown>) =>
    alloy.executeAction<Answer>("notion", actionId, parameters, { connectionId });

  yield* recorder.step(
    "Search pages",
    () => execute<List<Page>>("post-search", { filter: only("page") }),
    ({ results }) => count(results, "page"),
  );
  const { id: page_id } = yield* recorder.step(
    "Create a page",
    async () => {
      const parent = { type: "workspace", workspace: true };
      const properties = titled("Hello from a Worker");
      return checked(await execute<Page>("post-page", { parent, properties }), properties);
    },
    (page) => `“${titleOf(page)}”`,
  );
  const changed = titled("Hello again from a Worker");
  yield* recorder.step("Update the page", async () => {
    const parameters = { page_id, properties: changed };
    checked(await execute<Page>("patch-page", parameters), changed);
  });
  yield* recorder.step(
    "Read it back",
    async () => checked(await execute<Page>(names.read, { page_id }), changed),
    (page) => `“${titleOf(page)}”`,
  );
  const database = yield* recorder.step(
    "Search databases",
    async () => {
      const parameters = { filter: only("database"), page_size: 1 };
      const { results } = await execute<List<Database>>("post-search", parameters);
      return results[0];
    },
    (found) => (found ? `“${text(found.title)}”` : "none"),
  );
  if (!database) return;
  yield* recorder.step(
    "Query the database",
    () => execute<List<Page>>(names.query, { database_id: database.id, page_size: 5 }),
    ({ results }) => count(results, "row"),
  );
}

function only(value: "page" | "database") {
  return { property: "object", value };
}

function titled(content: string) {
  return { title: { type: "title", title: [{ type: "text", text: { content } }] } };
}

/** The page, if it has the title that it was given. */
function checked(page: Page, { title }: ReturnType<typeof titled>): Page {
  const wanted = title.title.map((part) => part.text.content).join("");
  expect(titleOf(page) === wanted, `The page is titled “${titleOf(page)}”, not “${wanted}”`);
  return page;
}

function titleOf({ properties }: Page): string {
  return text(Object.values(properties).find(({ title }) => title)?.title ?? []);
}

function text(parts: readonly Text[]): string {
  return parts.map((part) => part.plain_text).join("");
}

function count({ length }: readonly unknown[], noun: string): string {
  return `${length} ${noun}${length === 1 ? "" : "s"}`;
}
