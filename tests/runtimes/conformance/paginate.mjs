// Pages, one after the other, as one iterable.
import { equal, ok, same } from "./assert.mjs";
import { answering } from "./context.mjs";
import { connect } from "./flow.mjs";

export function* paginate(context) {
  yield ["items and pages, against a sandbox", () => readsSandbox(context)];
  yield ["follows next_cursor while there is more", () => followsCursors(context)];
  yield ["finds the items", () => findsItems(context)];
  yield ["takes the caller's items", () => takesItems(context)];
  yield ["takes the caller's cursor", () => takesCursor(context)];
  yield ["sends nothing before it is asked", () => isLazy(context)];
  yield ["each iteration starts anew", () => startsAnew(context)];
}

export const page = (results, next) => ({
  ...{ object: "list", results, next_cursor: next ?? null, has_more: next !== undefined },
});

/** A client before which these pages are, told by their cursors; and what was asked for. */
export function book(context, pages, options) {
  const asked = [];
  const fetch = (_, { body }) => {
    const { parameters } = JSON.parse(body);
    asked.push(parameters);
    return answering(pages[parameters.start_cursor ?? "first"])();
  };
  return { alloy: context.faulty("unused", { fetch, ...options }), asked };
}

export const THREE = { first: page([1, 2], "b"), b: page([3, 4], "c"), c: page([5]) };

export async function all(iterable) {
  const items = [];
  for await (const item of iterable) items.push(item);
  return items;
}

async function readsSandbox(context) {
  for (const dialect of ["guide", "reference"]) {
    const alloy = context.inSandbox("both", { dialect });
    const { connectionId } = await connect(context, alloy, "notion");
    const whole = await alloy.executeAction("notion", "post-search", {}, { connectionId });
    const ids = whole.results.map(({ id }) => id);
    ok(ids.length > 6, `the sandbox has ${ids.length} pages only`);

    const found = alloy.paginate("notion", "post-search", { page_size: 3 }, { connectionId });
    same(
      (await all(found)).map(({ id }) => id),
      ids,
      "items",
    );
    const pages = await all(found.pages());
    same(
      pages.flatMap(({ results }) => results.map(({ id }) => id)),
      ids,
      "items of the pages",
    );
    equal(pages.length, Math.ceil(ids.length / 3), "pages");
    same([pages[0].has_more, pages.at(-1).has_more], [true, false], "has_more");
  }
}

async function followsCursors(context) {
  const { alloy, asked } = book(context, THREE);
  const parameters = { query: "x" };
  same(await all(alloy.paginate("notion", "a", parameters)), [1, 2, 3, 4, 5], "items");
  same(
    asked,
    [{ query: "x" }, { query: "x", start_cursor: "b" }, { query: "x", start_cursor: "c" }],
    "what was asked for",
  );
  same(parameters, { query: "x" }, "the caller's own parameters");

  // A next_cursor beside has_more: false is none, and has_more: true without one cannot go on.
  const ends = [
    { results: [1], has_more: false, next_cursor: "b" },
    { results: [1], has_more: true, next_cursor: null },
    { results: [1] },
    page([1]),
  ];
  for (const first of ends) {
    const { alloy, asked } = book(context, { first });
    same(await all(alloy.paginate("notion", "a")), [1], "items");
    equal(asked.length, 1, "requests");
  }
  const empty = book(context, { first: page([], "b"), b: page([1]) });
  same(await all(empty.alloy.paginate("notion", "a")), [1], "items after an empty page");
}

async function findsItems(context) {
  for (const first of [[1, 2], { results: [1, 2] }, { items: [1, 2] }, { data: [1, 2] }]) {
    const { alloy } = book(context, { first });
    same(await all(alloy.paginate("notion", "a")), [1, 2], "items");
  }
  const several = book(context, { first: { data: [3], items: [2], results: [1], other: [0] } });
  same(await all(several.alloy.paginate("notion", "a")), [1], "items, where there are several");
}

async function takesItems(context) {
  const first = { channels: [1, 2], results: [3] };
  for (const items of ["channels", (page) => page.channels]) {
    const { alloy } = book(context, { first });
    same(await all(alloy.paginate("slack", "a", {}, { items })), [1, 2], "items");
  }
}

async function takesCursor(context) {
  const asString = book(context, {
    first: { results: [1], next: "b" },
    b: { results: [2], next: "" },
  });
  const seen = [];
  const cursor = ({ next }, parameters) => {
    seen.push(parameters);
    return next || null;
  };
  const found = asString.alloy.paginate("notion", "a", { x: 1 }, { cursor });
  same(await all(found), [1, 2], "items");
  same(asString.asked, [{ x: 1 }, { x: 1, start_cursor: "b" }], "what was asked for");
  same(seen, asString.asked, "the parameters that it is told");

  const asked = [];
  const fetch = (_, { body }) => {
    const { parameters } = JSON.parse(body);
    asked.push(parameters);
    return answering({ data: [parameters.page ?? 1] })();
  };
  const alloy = context.faulty("unused", { fetch });
  const count = (_, { page = 1 }) => (page < 4 ? { page: page + 1 } : undefined);
  same(await all(alloy.paginate("crm", "a", { q: 1 }, { cursor: count })), [1, 2, 3, 4], "items");
  same(
    asked,
    [{ q: 1 }, { q: 1, page: 2 }, { q: 1, page: 3 }, { q: 1, page: 4 }],
    "what was asked for",
  );
}

async function isLazy(context) {
  const { alloy, asked } = book(context, THREE);
  const found = alloy.paginate("notion", "a");
  const pages = found.pages();
  const iterator = found[Symbol.asyncIterator]();
  equal(asked.length, 0, "requests before the first item");
  await iterator.next();
  await iterator.next();
  equal(asked.length, 1, "requests for the first page's items");
  same(await iterator.return?.(), { value: undefined, done: true }, "return()");
  same(await iterator.next(), { value: undefined, done: true }, "next() after it");
  equal(asked.length, 1, "requests");
  ok(typeof pages[Symbol.asyncIterator] === "function", "pages() is no iterable");
}

async function startsAnew(context) {
  const { alloy, asked } = book(context, THREE);
  const found = alloy.paginate("notion", "a");
  same(await all(found), await all(found), "items, the second time");
  equal(asked.length, 6, "requests");
  const [one, other] = await Promise.all([all(found), all(found.pages())]);
  same([one.length, other.length], [5, 3], "items and pages, at once");
}
