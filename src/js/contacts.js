// A contact as the Unified API takes it, and as the page that it is with a Notion connection.

import { guard, invalid, json } from "./readers.js";

/**
 * Both bodies as JSON: `unified`, and `page`, the parameters of Notion's post-page or, with the id of
 * a page, of patch-page; in place of the latter `refusal`: what the contact must be for that.
 */
export function contactOf(argument, value, pageId) {
  const unified = guard(argument, invalid, () => json(argument, value, invalid));
  const contact = JSON.parse(unified);
  const refusal = refusalOf(contact, pageId);
  if (refusal) return { unified, refusal: `${refusal}: with a Notion connection it is a page` };
  const { title, content, ...page } = contact;
  if (pageId) page.page_id = pageId;
  else page.parent ??= { type: "workspace", workspace: true };
  // By its id, which is the same in every database, whatever the property is called there.
  if (title) page.properties = { ...page.properties, title: { title: richText(title) } };
  if (content) page.children = [paragraph(content)];
  return { unified, page: JSON.stringify(page) };
}

function refusalOf({ title, content, properties }, pageId) {
  if (typeof (title ?? "") !== "string") return "must have a string as its title";
  if (typeof (content ?? "") !== "string") return "must have a string as its content";
  if (!title && !properties) return "must have a title, or properties";
  // What patch-page changes is the properties.
  if (content && pageId) return "must not have content when it is updated";
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
