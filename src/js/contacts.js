// A contact as the Unified API takes it, and as the page that it is with a Notion connection.

import { guard, invalid, json } from "./readers.js";

/** What finds the pages, as JSON. */
export const SEARCH = JSON.stringify({ filter: { property: "object", value: "page" } });

/**
 * Both bodies as JSON: `body`, the Unified API's, and `page`, the parameters of Notion's post-page or, with the id of
 * a page, of patch-page; in place of the latter `refusal`, why there can be no such page.
 */
export function contactOf(value, pageId) {
  const body = guard("contact", invalid, () => json("contact", value, invalid));
  const contact = JSON.parse(body);
  const refusal = refusalOf(contact, pageId);
  if (refusal) return { body, refusal: `${refusal} (with a Notion connection)` };
  const { title, content, ...page } = contact;
  if (pageId) page.page_id = pageId;
  else page.parent ??= { type: "workspace", workspace: true };
  // By its id, which is the same in every database, whatever the property is called there.
  if (title) page.properties = { ...page.properties, title: { title: richText(title) } };
  if (content) page.children = [paragraph(content)];
  return { body, page: JSON.stringify(page) };
}

function refusalOf({ title, content, properties }, pageId) {
  if (typeof (title ?? "") !== "string") return "must have a title that is a string";
  if (typeof (content ?? "") !== "string") return "must have a content that is a string";
  if (!title && !properties) return "must have a title or properties";
  if (content && pageId) return "cannot change its content: patch-page takes properties alone";
}

const paragraph = (content) => ({
  object: "block",
  type: "paragraph",
  paragraph: { rich_text: richText(content) },
});

// Notion takes 2,000 characters in each. No surrogate pair is cut.
const richText = (text) =>
  text
    .match(/[^]{1,1999}[\udc00-\udfff]?/g)
    .map((content) => ({ type: "text", text: { content } }));
