// Actions that give their results page by page.

import { answerError } from "./errors.js";
import {
  count,
  expected,
  fieldsOf,
  flag,
  func,
  guard,
  invalid,
  isMissing,
  text,
} from "./readers.js";

/** The items of every page, one after the other; its `pages()` are the pages themselves. */
export function paginate(client, connectorId, actionId, parameters, options) {
  async function* pages() {
    for await (const { data } of answers()) yield data;
  }

  async function* items() {
    const field = fieldsOf(options, "options.", invalid);
    const given = field("items", name);
    let left = field("limit", count) ?? Infinity;
    for await (const answer of answers()) {
      for (const item of list(answer, given)) {
        yield item;
        if (--left === 0) return;
      }
    }
  }

  function list(answer, given) {
    const { data } = answer;
    const found =
      typeof given === "function"
        ? given(data)
        : given === undefined
          ? listOf(data)
          : data?.[given];
    if (Array.isArray(found)) return found;
    const where = typeof given === "string" ? ` under ${given}` : "";
    const hint = "Pass { items }: the name of the list's field, or a function of the page.";
    throw lie(answer, `The page has no list of items${where}`, hint, connectorId, actionId);
  }

  async function* answers() {
    const field = fieldsOf(options, "options.", invalid);
    const cursorOf = field("cursor", func) ?? notionsCursor;
    // Inherited, so that each option is still read, and checked, by the call itself. What is listed
    // page by page is read, and may be asked twice.
    const own = {
      __proto__: options,
      withResponse: true,
      idempotent: field("idempotent", flag) ?? true,
    };
    const seen = new Set();
    for (let next = parameters; ;) {
      const answer = await client.executeAction(connectorId, actionId, next, own);
      // Once it has been sent, it is known to be what JSON can carry.
      seen.add(guard("parameters", invalid, () => JSON.stringify({ ...next })));
      yield answer;
      const cursor = cursorOf(answer.data, next);
      if (isMissing(cursor) || cursor === "") return;
      const change = typeof cursor === "string" ? { start_cursor: cursor } : cursor;
      if (typeof change !== "object") {
        expected("options.cursor's result", "a string or an object", cursor, invalid);
      }
      next = guard("parameters", invalid, () => ({ ...next, ...change }));
      if (seen.has(JSON.stringify(next))) {
        const hint =
          "Going on would never end. Where the service pages another way, pass { cursor }.";
        const message = "The cursor of the next page has been there before";
        throw lie(answer, message, hint, connectorId, actionId);
      }
    }
  }

  return { pages, [Symbol.asyncIterator]: items };
}

/** The list that a page is, or has. */
export const listOf = (page) => [page, page?.results, page?.items, page?.data].find(Array.isArray);

/** A page that is none. Its body is left out: it is the caller's already, in the page. */
export const lie = (answer, message, hint, connectorId, actionId) =>
  answerError("AlloyProtocolError", "ANSWER_INVALID", message, hint, answer, connectorId, actionId);

const notionsCursor = (page) => (page?.has_more ? page.next_cursor : undefined);

const name = (argument, value, refuse) =>
  typeof value === "function" ? value : text(argument, value, refuse);
