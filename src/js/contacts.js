// A contact as the Unified API takes it, and as the page that it is with a Notion connection.

import { optional, record, required } from "./arguments.js";
import { guard, id, invalid, json, query } from "./readers.js";

export const readContacts = (given, options) =>
  record(options, () => ({
    query: optional("query", given, query),
    page: JSON.stringify({ filter: { property: "object", value: "page" } }),
  }));

export const readNewContact = (contact, options) => record(options, () => bodiesOf(contact));

export const readContact = (contactId, contact, options) =>
  record(options, () => {
    const checked = required("contactId", contactId, id);
    return { contactId: checked, ...bodiesOf(contact, checked) };
  });

function bodiesOf(contact, pageId) {
  const { unified, page, refusal } = contactOf("contact", contact, pageId);
  return { body: unified, page, refusal };
}

/**
 * Both bodies as JSON: `unified`, and `page`, the parameters of Notion's post-page or, with the id of
 * a page, of patch-page; in place of the latter `refusal`, why there can be no such page.
 */
function contactOf(argument, value, pageId) {
  const unified = guard(argument, invalid, () => json(argument, value, invalid));
  const contact = JSON.parse(unified);
  const refusal = refusalOf(contact, pageId);
  if (refusal) return { unified, refusal: `${argument}${refusal} (with a Notion connection)` };
  const { title, content, ...page } = contact;
  if (pageId) page.page_id = pageId;
  else page.parent ??= { type: "workspace", workspace: true };
  // By its id, which is the same in every database, whatever the property is called there.
  if (title) page.properties = { ...page.properties, title: { title: richText(title) } };
  if (content) page.children = [paragraph(content)];
  return { unified, page: JSON.stringify(page) };
}

function refusalOf({ title, content, properties }, pageId) {
  if (typeof (title ?? "") !== "string") return ".title must be a string";
  if (typeof (content ?? "") !== "string") return ".content must be a string";
  if (!title && !properties) return " must have a title or properties";
  if (content && pageId) return ".content cannot be updated: patch-page takes properties alone";
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
