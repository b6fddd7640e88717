// Contacts with a connection to Notion: pages, by its actions.
import { equal, matches, ok, same } from "./assert.mjs";
import { answering, recorder } from "./context.mjs";
import { connect } from "./flow.mjs";
import { SERVERS } from "./users.mjs";

const titleOf = ({ properties }) =>
  Object.values(properties)
    .find(({ type }) => type === "title")
    .title.map(({ plain_text }) => plain_text)
    .join("");

export function* contactPages(context) {
  for (const [dialect, server] of SERVERS) {
    const where = `${dialect} on ${server}`;
    yield [`listed, created and updated, ${where}`, () => livesItsLife(context, dialect, server)];
    yield [`a connection is looked up once, ${where}`, () => looksUpOnce(context, dialect, server)];
  }
  yield ["what is sent", () => sendsActions(context)];
  yield ["long texts are cut at 2,000 characters", () => cutsTexts(context)];
  yield ["what no page can be is refused", () => refuses(context)];
  yield ["a CRM takes the same", () => refusesOnlyPages(context)];
  yield ["reads are sent again, writes are not", () => repeatsReads(context)];
  yield ["what Alloy does not promise", () => complains(context)];
}

async function open(context, dialect, server) {
  const { fetch, requests } = recorder();
  const alloy = context.inSandbox(server, { dialect, fetch });
  const { connectionId } = await connect(context, alloy, "notion");
  requests.length = 0;
  return { alloy, requests, options: { connectionId } };
}

async function livesItsLife(context, dialect, server) {
  const { alloy, options } = await open(context, dialect, server);
  const { CRM } = alloy;
  const listed = await CRM.listContacts(null, options);
  equal(listed.data, listed.contacts, "the list under both names");
  ok(
    listed.data.length > 2 && listed.data.every(({ object }) => object === "page"),
    "pages, and pages alone",
  );
  ok(listed.data.map(titleOf).includes("Product roadmap"), "a page that is there");

  const content = `${"Lines of text. ".repeat(400)}🚀`;
  const created = await CRM.createContact({ title: "Pläne 東", content }, options);
  equal(created.data, created.contact, "the page under both names");
  same(
    [created.contact.object, titleOf(created.contact), created.contact.parent.type],
    ["page", "Pläne 東", "workspace"],
    "created",
  );
  const { id } = created.contact;
  const updated = await CRM.updateContact(id, { title: "Plans" }, options);
  same([updated.data.id, titleOf(updated.contact)], [id, "Plans"], "updated");
  const archived = await CRM.updateContact(id, { title: "Plans", archived: true }, options);
  equal(archived.data.archived, true, "archived");
  const after = await CRM.listContacts({}, { ...options, withResponse: true });
  ok(
    after.data.data.every((page) => page.id !== id),
    "still there",
  );
  equal(after.status, 200, "status");
}

async function looksUpOnce(context, dialect, server) {
  const { alloy, requests, options } = await open(context, dialect, server);
  const { CRM } = alloy;
  const isLookUp = ({ method, url }) => method === "GET" && /\/credentials(\/|$)/.test(url);
  await CRM.listContacts(null, options);
  equal(requests.filter(isLookUp).length, 1, "look-ups");
  const { data } = await CRM.createContact({ title: "Once" }, options);
  await CRM.updateContact(data.id, { title: "Twice" }, options);
  await CRM.listContacts(null, options);
  equal(requests.filter(isLookUp).length, 1, "look-ups of four calls");
}

const PAGE = { object: "page", id: "p-1", properties: {} };

/** A client of the guide's dialect with a connection to Notion, and the actions that it executes. */
function paged(context, answer = PAGE) {
  const row = { credentialId: "connection-1", type: "notion-oauth2" };
  const { fetch, requests } = recorder((url) =>
    answering(url.includes("/actions/") ? answer : row)(),
  );
  const alloy = context.faulty("unused", { fetch });
  const actions = () =>
    requests
      .filter(({ url }) => url.includes("/actions/"))
      .map(({ url, body }) => {
        const { credentialId, parameters } = JSON.parse(body);
        equal(credentialId, "connection-1", "credentialId");
        return [url.split("/actions/")[1], parameters];
      });
  return { alloy, requests, actions };
}

const text = (content) => ({ type: "text", text: { content } });
const titled = (content) => ({ title: { title: [text(content)] } });
const WORKSPACE = { type: "workspace", workspace: true };

async function sendsActions(context) {
  const paragraph = {
    ...{ object: "block", type: "paragraph", paragraph: { rich_text: [text("C")] } },
  };
  const own = {
    parent: { page_id: "p-0" },
    icon: { emoji: "📇" },
    properties: { Due: { date: 1 } },
  };
  for (const [method, given, expected] of [
    [
      "createContact",
      [{ title: "T" }],
      ["post-page", { parent: WORKSPACE, properties: titled("T") }],
    ],
    [
      "createContact",
      [{ title: "T", content: "C" }],
      ["post-page", { parent: WORKSPACE, properties: titled("T"), children: [paragraph] }],
    ],
    ["createContact", [own], ["post-page", own]],
    [
      "createContact",
      [{ ...own, title: "T" }],
      ["post-page", { ...own, properties: { ...own.properties, ...titled("T") } }],
    ],
    [
      "updateContact",
      ["p-1", { title: "T" }],
      ["patch-page", { page_id: "p-1", properties: titled("T") }],
    ],
    [
      "updateContact",
      ["p-1", { archived: true, properties: {} }],
      ["patch-page", { page_id: "p-1", archived: true, properties: {} }],
    ],
    [
      "updateContact",
      ["p-1", { title: "T", page_id: "p-2" }],
      ["patch-page", { page_id: "p-1", properties: titled("T") }],
    ],
  ]) {
    const { alloy, actions } = paged(context);
    const { data, contact } = await alloy.CRM[method](...given);
    same([data, contact], [PAGE, PAGE], "the page");
    same(actions(), [expected], `${method} sends`);
  }
  const { alloy, actions } = paged(context, { results: [PAGE], has_more: false });
  const { data, contacts } = await alloy.CRM.listContacts();
  same([data, contacts], [[PAGE], [PAGE]], "pages");
  same(actions(), [["post-search", { filter: { property: "object", value: "page" } }]], "sends");
}

async function cutsTexts(context) {
  for (const long of [
    ...["x".repeat(1_999), "x".repeat(2_000), "x".repeat(2_001), "x".repeat(10_000)],
    ...["🚀".repeat(1_000), `x${"🚀".repeat(3_000)}`, `${"é\n".repeat(5_000)}end`],
  ]) {
    const { alloy, actions } = paged(context);
    await alloy.CRM.createContact({ title: long, content: long });
    const [[, { properties, children }]] = actions();
    for (const runs of [properties.title.title, children[0].paragraph.rich_text]) {
      const parts = runs.map(({ type, text: { content } }) => {
        equal(type, "text", "type");
        ok(content.length <= 2_000 && content.length > 0, `a part of ${content.length} characters`);
        ok(encodeURIComponent(content), "no half of a character");
        return content;
      });
      equal(parts.join(""), long, "all of them");
      ok(parts.length <= Math.ceil(long.length / 1_999), `in ${parts.length} parts`);
    }
    equal(children.length, 1, "paragraphs");
  }
}

async function refuses(context) {
  const { alloy, actions } = paged(context);
  const { CRM } = alloy;
  for (const contact of [
    ...[{}, { lastName: "L" }, { title: "" }, { title: 7 }, { title: ["T"] }, { title: null }],
    ...[{ title: "T", content: 7 }, { title: "T", content: [] }, { content: "C" }],
  ]) {
    for (const call of [() => CRM.createContact(contact), () => CRM.updateContact("p", contact)]) {
      const error = await context.rejects(call, "AlloyValidationError", {
        ...{ argument: "contact", code: "ARGUMENT_INVALID" },
      });
      matches(error.message, /^contact .* \(with a Notion connection\)$/, "message");
    }
  }
  await context.rejects(
    () => CRM.updateContact("p", { title: "T", content: "More" }),
    "AlloyValidationError",
    { argument: "contact", message: /cannot change its content/ },
  );
  same(actions(), [], "actions");
}

async function refusesOnlyPages(context) {
  const row = { credentialId: "connection-1", type: "hubspot-oauth2" };
  const { fetch, requests } = recorder((url) =>
    answering(/contacts/.test(url) ? { contact: { id: "1" } } : row)(),
  );
  const { CRM } = context.faulty("unused", { fetch });
  for (const contact of [{}, { lastName: "L", title: 7 }, { title: "T", content: [] }]) {
    await CRM.updateContact("c", contact);
    same(JSON.parse(requests.at(-1).body), contact, "body");
  }
}

async function repeatsReads(context) {
  for (const [call, hits] of [
    [(CRM) => CRM.listContacts(), 3],
    [(CRM) => CRM.createContact({ title: "T" }), 1],
    [(CRM) => CRM.updateContact("p-1", { title: "T" }), 1],
  ]) {
    const row = { credentialId: "connection-1", type: "notion-oauth2" };
    const { fetch, requests } = recorder((url) =>
      url.includes("/actions/")
        ? answering({}, { status: 503, headers: { "retry-after": "0" } })()
        : answering(row)(),
    );
    const alloy = context.faulty("unused", { fetch, maxRetries: 2 });
    await context.rejects(() => call(alloy.CRM), "AlloyServerError");
    equal(requests.length, hits + 1, "requests");
  }
}

async function complains(context) {
  for (const answer of [{}, { results: {} }, { results: "none" }]) {
    const { alloy } = paged(context, answer);
    await context.rejects(() => alloy.CRM.listContacts(), "AlloyProtocolError", { status: 200 });
  }
}
