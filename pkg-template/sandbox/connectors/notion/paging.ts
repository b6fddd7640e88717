import type { JsonObject } from "../../json.js";
import { unfit, validationError } from "./failures.js";
import { parseId } from "./objects.js";

const MAX_PAGE_SIZE = 100;

/** One page of a list in Notion's form. A cursor is the id of the next page's first item. */
export function listPage<Item extends { readonly id: string }>(
  items: readonly Item[],
  { page_size = MAX_PAGE_SIZE, start_cursor }: Readonly<JsonObject>,
  asObject: (item: Item) => object,
) {
  if (typeof page_size !== "number" || !Number.isInteger(page_size)) {
    throw unfit("body.page_size", "an integer", page_size);
  }
  if (page_size < 1) throw unfit("body.page_size", "≥ `1`", page_size);
  if (page_size > MAX_PAGE_SIZE) throw unfit("body.page_size", `≤ \`${MAX_PAGE_SIZE}\``, page_size);
  const start = start_cursor === undefined ? 0 : startAt(items, start_cursor);
  const next = items[start + page_size];
  return {
    object: "list",
    results: items.slice(start, start + page_size).map(asObject),
    next_cursor: next?.id ?? null,
    has_more: next !== undefined,
    type: "page_or_database",
    page_or_database: {},
  };
}

function startAt(items: readonly { readonly id: string }[], cursor: unknown): number {
  const id = parseId(cursor, "body.start_cursor");
  const start = items.findIndex((item) => item.id === id);
  if (start < 0) throw validationError(`The start_cursor provided is invalid: ${id}`);
  return start;
}
