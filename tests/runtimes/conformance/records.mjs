// Records: the guide's data routes, on a host of their own.
import { equal, matches, ok, same, thrown } from "./assert.mjs";
import { answering, recorder } from "./context.mjs";
import { connect } from "./flow.mjs";
import { SERVERS } from "./users.mjs";

/** The three methods, about one page. */
const CALLS = {
  listRecords: (alloy, options) => alloy.listRecords("notion", "pages", { limit: 2 }, options),
  createRecord: (alloy, options) => alloy.createRecord("notion", "pages", { title: "T" }, options),
  updateRecord: (alloy, options) =>
    alloy.updateRecord("notion", "pages", "p-1", { title: "T" }, options),
};

export function* records(context) {
  for (const [dialect, server] of SERVERS) {
    const where = `${dialect} on ${server}`;
    yield [`listed, created and updated, ${where}`, () => livesItsLife(context, dialect, server)];
  }
  yield ["the shapes of answers", () => readsEveryShape(context)];
  yield ["the query", () => writesQueries(context)];
  yield ["the path", () => encodesPaths(context)];
  yield ["the body", () => sendsBodies(context)];
  yield ["they go to dataBaseUrl, and all else does not", () => keepsToItsHost(context)];
  yield ["dataBaseUrl is baseUrl where it is not given", () => sharesTheHost(context)];
  yield ["dataBaseUrl is https, or loopback", () => refusesOtherHosts(context)];
  yield ["the user in path and header", () => actsForUsers(context)];
}

async function livesItsLife(context, dialect, server) {
  const { fetch, requests } = recorder();
  const alloy = context.inSandbox(server, { dialect, fetch });
  await context.rejects(() => alloy.listRecords("notion", "pages"), "AlloyBadRequestError", {
    message: "Credential not found",
  });
  await connect(context, alloy, "notion");
  const before = await alloy.listRecords("notion", "pages");
  ok(before.length > 2 && before.some(({ title }) => title === "Product roadmap"), "the pages");
  equal((await alloy.listRecords("notion", "pages", { limit: 2 })).length, 2, "of a limit");

  const page = { title: "Pläne 東", content: "Viel zu tun 🚀" };
  const created = await alloy.createRecord("notion", "pages", page);
  same({ title: created.title, content: created.content }, page, "created");
  requests.length = 0;
  const { data, raw } = await alloy.listRecords("notion", "pages", null, { withResponse: true });
  same(
    data.find(({ id }) => id === created.id),
    created,
    "listed",
  );
  equal(Array.isArray(raw), server === "guide", "a bare array");

  const updated = await alloy.updateRecord("notion", "pages", created.id, { title: "Plans" });
  same([updated.id, updated.title], [created.id, "Plans"], "updated");
  equal(updated.content, page.content, "content of the updated");
  const paths = requests.map(({ url }) => new URL(url).pathname);
  ok(
    paths.every((path) => path.includes("/integrations/notion/data/pages")),
    `paths: ${paths}`,
  );
  await context.rejects(() => alloy.listRecords("notion", "gone"), "AlloyNotFoundError", {
    ...{ message: "Entity not found", attempts: 1 },
  });
  await context.rejects(
    () => alloy.updateRecord("notion", "pages", "gone", { title: "x" }),
    "AlloyNotFoundError",
    { message: "Record not found", attempts: 1, method: "PUT" },
  );
}

async function readsEveryShape(context) {
  const row = { id: "r-1", deep: { list: [1, null] } };
  const alloy = (body) => context.faulty("unused", { fetch: answering(body) });
  for (const rows of [[row, row], []]) {
    for (const body of [rows, { data: rows }, { records: rows }]) {
      same(await CALLS.listRecords(alloy(body)), rows, "records");
    }
  }
  for (const body of [row, { data: row }]) {
    same(await CALLS.createRecord(alloy(body)), row, "a record created");
    same(await CALLS.updateRecord(alloy(body)), row, "a record updated");
  }
  // A record may have a list of that name.
  const listing = { id: "r-1", data: [1] };
  same(await CALLS.createRecord(alloy(listing)), listing, "a record with a list called data");
  for (const [name, call] of Object.entries(CALLS)) {
    for (const body of [null, "text", 7, ...(name === "listRecords" ? [{}, { data: {} }] : [[]])]) {
      const expected = { attempts: 1, status: 200 };
      await context.rejects(() => call(alloy(body)), "AlloyProtocolError", expected);
    }
  }
}

async function writesQueries(context) {
  const { fetch, requests } = recorder(answering([]));
  const alloy = context.faulty("unused", { fetch });
  const cyrillic = "п/р?и&в=е#т +%";
  for (const [query, pairs] of [
    [undefined, []],
    [null, []],
    [{}, []],
    [{ a: undefined, b: null, c: [] }, []],
    [
      { a: "", b: 0, c: false, d: -1.5 },
      [
        ["a", ""],
        ["b", "0"],
        ["c", "false"],
        ["d", "-1.5"],
      ],
    ],
    [
      { list: ["x", 2, true, null], [cyrillic]: cyrillic },
      [
        ["list", "x"],
        ["list", "2"],
        ["list", "true"],
        [cyrillic, cyrillic],
      ],
    ],
    [{ "filter[a]": "東 🚀" }, [["filter[a]", "東 🚀"]]],
  ]) {
    await alloy.listRecords("notion", "pages", query);
    const { searchParams, search } = new URL(requests.at(-1).url);
    same([...searchParams], pairs, "query");
    if (pairs.length === 0) equal(search, "", "no question mark");
  }
}

async function encodesPaths(context) {
  const alloy = context.faulty("mirror/200");
  for (const id of ["a b", "a/b", "a?b#c", "ä 東 🚀", "%2e%2e", "..a", "a+b"]) {
    const encoded = encodeURIComponent(id);
    const { path } = await alloy.updateRecord(id, id, id, {});
    const all = `/users/user-1/integrations/${encoded}/data/${encoded}`;
    equal(path, `${all}/${encoded}`, "path of a record");
    equal((await alloy.createRecord(id, id, {})).path, all, "path of records");
  }
}

async function sendsBodies(context) {
  const alloy = context.faulty("mirror/200");
  const record = {
    title: "ü 東 🚀",
    __proto__: null,
    deep: { list: [null, 1.5], at: new Date(0) },
  };
  for (const call of [
    () => alloy.createRecord("notion", "pages", record),
    () => alloy.updateRecord("notion", "pages", "p", record),
  ]) {
    const { body, headers } = await call();
    same(body, JSON.parse(JSON.stringify(record)), "body");
    equal(headers["content-type"], "application/json", "content-type");
  }
}

const LOCAL = { baseUrl: "http://127.0.0.1:9/elsewhere" };

async function keepsToItsHost(context) {
  const data = `${context.world.faults}/mirror/200`;
  const { fetch, requests } = recorder();
  const alloy = context.faulty("status/400", { dataBaseUrl: `${data}/`, fetch });
  const [created, updated] = [await CALLS.createRecord(alloy), await CALLS.updateRecord(alloy)];
  for (const { headers } of [created, updated]) {
    ok(headers.authorization.startsWith("Bearer "), "the key travels");
    equal(headers["x-api-version"], "2025-09", "version");
  }
  await context.rejects(() => CALLS.listRecords(alloy), "AlloyProtocolError", { status: 200 });
  ok(
    requests.every(({ url }) => url.startsWith(`${data}/users/user-1/integrations/`)),
    "went elsewhere",
  );
  for (const call of [
    () => alloy.listConnections(),
    () => alloy.executeAction("notion", "a", {}),
    () => alloy.listFiles(),
    () => alloy.getUser("u"),
  ]) {
    requests.length = 0;
    await context.rejects(call, "AlloyBadRequestError");
    ok(requests[0].url.startsWith(`${context.world.faults}/status/400/`), "went to the data host");
  }
  const view = alloy.forUser("user-2");
  matches((await CALLS.createRecord(view)).path, /^\/users\/user-2\//, "a view's");
}

async function sharesTheHost(context) {
  const { fetch, requests } = recorder(answering([]));
  await CALLS.listRecords(context.faulty("unused", { ...LOCAL, fetch }));
  const expected =
    "http://127.0.0.1:9/elsewhere/users/user-1/integrations/notion/data/pages?limit=2";
  equal(requests[0].url, expected, "url");
}

async function refusesOtherHosts(context) {
  const client = (dataBaseUrl) => context.client({ apiKey: "k-0000", ...LOCAL, dataBaseUrl });
  for (const dataBaseUrl of [
    ...["http://host.example", "http://10.0.0.1", "ftp://127.0.0.1", "host.example", "/data"],
    ...["https://user:password@host.example", "https://host.example/?a=b", "https://h/../x"],
  ]) {
    const error = thrown(() => client(dataBaseUrl));
    context.isError(error, "AlloyConfigError", { message: /^dataBaseUrl\b/ });
  }
  for (const dataBaseUrl of [
    ...["https://api.runalloy.com", "http://localhost:1", "http://127.0.0.1", "http://[::1]:8/a"],
    new URL("https://host.example/base"),
  ]) {
    client(dataBaseUrl);
  }
}

async function actsForUsers(context) {
  const { fetch, requests } = recorder(answering({ data: [] }));
  const alloy = context.faulty("unused", { fetch });
  const seen = () => {
    const { url, headers } = requests.at(-1);
    return [new URL(url).pathname.split("/")[3], headers["x-alloy-userid"]];
  };
  await alloy.listRecords("notion", "pages");
  same(seen(), ["user-1", "user-1"], "the client's");
  await alloy.listRecords("notion", "pages", null, { userId: "user-2" });
  same(seen(), ["user-2", "user-2"], "the call's");
  await alloy.forUser("user-3").listRecords("notion", "pages");
  same(seen(), ["user-3", "user-3"], "a view's");

  const nobody = context.faulty("unused", { fetch, userId: null });
  const sent = requests.length;
  for (const call of Object.values(CALLS)) {
    await context.rejects(() => call(nobody), "AlloyConfigError", {
      ...{ message: /^userId is required/, attempts: 0 },
    });
  }
  equal(requests.length, sent, "requests for nobody");
  // A handler that holds the key knows the user too.
  const handled = context.faulty("unused", { fetch, userId: null, apiKey: undefined });
  await handled.listRecords("notion", "pages");
  same(seen(), ["me", undefined], "a handler's");
}
