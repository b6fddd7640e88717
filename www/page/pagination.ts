import type { ActionDetails } from "alloy-connectivity";

// The parameters by which services page, and where their answers say what comes next.
const CURSORS = {
  start_cursor: (page: Answer) => (page.has_more ? page.next_cursor : undefined),
  cursor: (page: Answer) => page.response_metadata?.next_cursor,
  after: (page: Answer) => page.paging?.next?.after,
};

interface Answer {
  readonly has_more?: unknown;
  readonly next_cursor?: unknown;
  readonly response_metadata?: { readonly next_cursor?: unknown };
  readonly paging?: { readonly next?: { readonly after?: unknown } };
}

/** What the next page is to be asked for, over the parameters of this one; undefined where there is none. */
export function nextPage(page: unknown): Record<string, unknown> | undefined {
  if (typeof page !== "object" || page === null) return undefined;
  for (const [name, of] of Object.entries(CURSORS)) {
    const cursor = of(page);
    if (typeof cursor === "string" && cursor !== "") return { [name]: cursor };
  }
  return undefined;
}

/** Whether an action takes one of those parameters. */
export function isPaged({ parameters = [], requestBody }: ActionDetails): boolean {
  const names = [
    ...parameters.map(({ name }) => name),
    ...Object.keys(requestBody?.properties ?? {}),
  ];
  return names.some((name) => name in CURSORS);
}

/** How many items a page has, where it shows. */
export function itemsIn(page: unknown): number | undefined {
  if (Array.isArray(page)) return page.length;
  if (typeof page !== "object" || page === null) return undefined;
  return Object.values(page).find((value): value is unknown[] => Array.isArray(value))?.length;
}
