// What ends an iteration over pages, and what is refused before it.
import { equal, ok, same } from "./assert.mjs";
import { answering } from "./context.mjs";
import { all, book, page, THREE } from "./paginate.mjs";

export function* paginateEnds(context) {
  yield ["gives no more than the limit, and asks for no more", () => heedsLimit(context)];
  yield ["a break ends it", () => stopsAtBreak(context)];
  yield ["a cursor that repeats is an error", () => refusesRepetition(context)];
  yield ["an error comes after the items before it", () => givesItemsBeforeError(context)];
  yield ["an answer without items is an error", () => needsItems(context)];
  yield ["aborts between and in requests", () => isAborted(context)];
  yield ["is repeated as it is safe, unless told otherwise", () => isIdempotent(context)];
  yield ["passes on what a call may say", () => passesOptions(context)];
  yield ["refuses wrong input by name", () => refusesInput(context)];
}

async function heedsLimit(context) {
  for (const [limit, items, requests] of [
    [1, [1], 1],
    [2, [1, 2], 1],
    [3, [1, 2, 3], 2],
    [100, [1, 2, 3, 4, 5], 3],
  ]) {
    const { alloy, asked } = book(context, THREE);
    same(await all(alloy.paginate("notion", "a", {}, { limit })), items, "items");
    equal(asked.length, requests, `requests for ${limit}`);
  }
}

async function stopsAtBreak(context) {
  const { alloy, asked } = book(context, THREE);
  for await (const item of alloy.paginate("notion", "a")) if (item === 3) break;
  equal(asked.length, 2, "requests for items");
  asked.length = 0;
  for await (const { next_cursor } of alloy.paginate("notion", "a").pages()) {
    equal(next_cursor, "b", "the first page's cursor");
    break;
  }
  equal(asked.length, 1, "requests for pages");
}

async function refusesRepetition(context) {
  const circles = [
    { first: page([1], "b"), b: page([2], "b") },
    { first: page([1], "b"), b: page([2], "c"), c: page([3], "b") },
  ];
  for (const pages of circles) {
    const { alloy } = book(context, pages);
    const items = [];
    const error = await (async () => {
      for await (const item of alloy.paginate("notion", "a")) items.push(item);
    })().catch((error) => error);
    context.isError(error, "AlloyProtocolError", { code: "ANSWER_INVALID", message: /cursor/ });
    same(items, [1, 2, 3].slice(0, Object.keys(pages).length), "items before it");
  }
  // The caller's own is one that was seen.
  const own = book(context, { b: page([1], "b") });
  const start = { start_cursor: "b" };
  const again = await all(own.alloy.paginate("notion", "a", start)).catch((error) => error);
  context.isError(again, "AlloyProtocolError", { code: "ANSWER_INVALID", message: /cursor/ });
  equal(own.asked.length, 1, "requests");

  const { alloy } = book(context, { first: { results: [1] } });
  const stuck = alloy.paginate("notion", "a", {}, { cursor: () => ({ page: 1 }) });
  const error = await all(stuck).catch((error) => error);
  context.isError(error, "AlloyProtocolError", { code: "ANSWER_INVALID" });
}

async function givesItemsBeforeError(context) {
  const asked = [];
  const fetch = (_, { body }) => {
    asked.push(JSON.parse(body).parameters);
    return answering(page([asked.length], "next"), { status: asked.length < 2 ? 200 : 400 })();
  };
  const items = [];
  const alloy = context.faulty("unused", { fetch });
  const error = await (async () => {
    for await (const item of alloy.paginate("notion", "a")) items.push(item);
  })().catch((error) => error);
  context.isError(error, "AlloyBadRequestError", { actionId: "a" });
  same(items, [1], "items");
}

async function needsItems(context) {
  for (const first of [{}, null, { results: "x" }, { results: null }]) {
    const { alloy } = book(context, { first });
    const error = await all(alloy.paginate("notion", "a")).catch((error) => error);
    context.isError(error, "AlloyProtocolError", {
      ...{ code: "ANSWER_INVALID", message: /items/, status: 200, connectorId: "notion" },
    });
    ok(error.hint?.length > 0, "no hint");
    equal(typeof error.body, "string", "type of the body");
  }
}

async function isAborted(context) {
  const controller = new AbortController();
  const { alloy, asked } = book(context, THREE);
  const found = alloy.paginate("notion", "a", {}, { signal: controller.signal });
  const error = await (async () => {
    for await (const item of found) if (item === 2) controller.abort("enough");
  })().catch((error) => error);
  equal(context.isError(error, "AlloyAbortError").cause, "enough", "cause");
  equal(asked.length, 1, "requests");

  const hanging = context.faulty("hang");
  const signal = AbortSignal.timeout(30);
  const ended = await all(hanging.paginate("notion", "a", {}, { signal })).catch((error) => error);
  context.isError(ended, "AlloyAbortError", { attempts: 1 });
}

async function isIdempotent(context) {
  const safe = context.sequence("503~0,200");
  same(await all(safe.alloy.paginate("notion", "a")), [], "items");
  equal((await safe.seen()).length, 2, "requests");

  const unsafe = context.sequence("503~0,200");
  const found = unsafe.alloy.paginate("notion", "a", {}, { idempotent: false });
  context.isError(await all(found).catch((error) => error), "AlloyServerError", { attempts: 1 });
  equal((await unsafe.seen()).length, 1, "requests, told that it is not");
}

async function passesOptions(context) {
  const sent = [];
  const fetch = (_, { headers, body }) => {
    sent.push([headers["x-call"], headers["x-alloy-userid"], JSON.parse(body).credentialId]);
    return answering(THREE[JSON.parse(body).parameters.start_cursor ?? "first"])();
  };
  const alloy = context.faulty("unused", { fetch });
  const options = { connectionId: "c", headers: { "x-call": "1" }, userId: "user-2" };
  await all(alloy.paginate("notion", "a", {}, options));
  same(sent, Array(3).fill(["1", "user-2", "c"]), "headers and connection of each request");
}

async function refusesInput(context) {
  const { alloy, asked } = book(context, THREE);
  for (const [argument, given] of [
    ["connectorId", [7, "a"]],
    ["actionId", ["notion", ""]],
    ["parameters", ["notion", "a", "x"]],
    ["options.limit", ["notion", "a", {}, { limit: -1 }]],
    ["options.limit", ["notion", "a", {}, { limit: 1.5 }]],
    ["options.items", ["notion", "a", {}, { items: 7 }]],
    ["options.cursor", ["notion", "a", {}, { cursor: "next" }]],
    ["options.timeoutMs", ["notion", "a", {}, { timeoutMs: 0 }]],
  ]) {
    let error;
    // At once, or when the first item is asked for.
    try {
      error = await all(alloy.paginate(...given)).catch((error) => error);
    } catch (thrown) {
      error = thrown;
    }
    context.isError(error, "AlloyValidationError", { code: "ARGUMENT_INVALID", argument });
  }
  equal(asked.length, 0, "requests");
}
