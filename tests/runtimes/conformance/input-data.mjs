// What the methods of users, files, records and contacts refuse, by the argument's name, before
// anything is sent.
import { equal, ok, rejection, show } from "./assert.mjs";
import { recorder } from "./context.mjs";
import { revokedProxy } from "./input-client.mjs";
import { IDS, PLAIN_OBJECTS, wrongOptions } from "./input-calls.mjs";

const BYTES = new Uint8Array(3);
const FILE = { filename: "a.txt", mimeType: "text/plain" };

/** What takes an id: the argument's name, and the call. */
const WITH_IDS = [
  ["userId", "getUser", (alloy, id) => alloy.getUser(id)],
  ["userId", "updateUser", (alloy, id) => alloy.updateUser(id, { fullName: "F" })],
  ["userId", "deleteUser", (alloy, id) => alloy.deleteUser(id)],
  ["userId", "createUserToken", (alloy, id) => alloy.createUserToken(id)],
  ["user.username", "createUser", (alloy, username) => alloy.createUser({ username })],
  ["user.username", "ensureUser", (alloy, username) => alloy.ensureUser({ username })],
  [
    "users[1].username",
    "createUsers",
    (alloy, username) => alloy.createUsers([{ username: "a" }, { username }]),
  ],
  [
    "file.filename",
    "uploadFile",
    (alloy, filename) => alloy.uploadFile(BYTES, { ...FILE, filename }),
  ],
  ["s3Key", "deleteFile", (alloy, key) => alloy.deleteFile(key)],
  ["integrationId", "listRecords", (alloy, id) => alloy.listRecords(id, "pages")],
  ["entity", "listRecords", (alloy, entity) => alloy.listRecords("notion", entity)],
  ["integrationId", "createRecord", (alloy, id) => alloy.createRecord(id, "pages", {})],
  ["entity", "createRecord", (alloy, entity) => alloy.createRecord("notion", entity, {})],
  ["integrationId", "updateRecord", (alloy, id) => alloy.updateRecord(id, "pages", "r", {})],
  ["entity", "updateRecord", (alloy, entity) => alloy.updateRecord("notion", entity, "r", {})],
  ["recordId", "updateRecord", (alloy, id) => alloy.updateRecord("notion", "pages", id, {})],
  ["contactId", "CRM.updateContact", (alloy, id) => alloy.CRM.updateContact(id, { lastName: "L" })],
  ["connectionId", "deleteConnection", (alloy, id) => alloy.deleteConnection(id)],
];

/** What takes a plain object. */
const WITH_OBJECTS = [
  ["user", "createUser", (alloy, user) => alloy.createUser(user)],
  ["user", "ensureUser", (alloy, user) => alloy.ensureUser(user)],
  ["changes", "updateUser", (alloy, changes) => alloy.updateUser("u", changes)],
  ["users[0]", "createUsers", (alloy, user) => alloy.createUsers([user])],
  ["record", "createRecord", (alloy, record) => alloy.createRecord("notion", "pages", record)],
  ["record", "updateRecord", (alloy, record) => alloy.updateRecord("notion", "pages", "r", record)],
  ["contact", "CRM.createContact", (alloy, contact) => alloy.CRM.createContact(contact)],
  ["contact", "CRM.updateContact", (alloy, contact) => alloy.CRM.updateContact("c", contact)],
];
const WITH_QUERIES = [
  ["query", "listRecords", (alloy, query) => alloy.listRecords("notion", "pages", query)],
  ["query", "CRM.listContacts", (alloy, query) => alloy.CRM.listContacts(query)],
];

const LISTS = [
  ...[undefined, null, "ada", 7, {}, new Set(), { length: 1 }, () => {}],
  new (class Users {})(),
];

const CONTENTS = [
  ...[undefined, null, "text", 7, true, 7n, [], [1, 2], {}, { size: 1, slice() {} }, () => {}],
  ...[new Map(), new Date(0), new (class Blob {})(), { arrayBuffer() {} }],
];

const TYPES = [
  ...[7, "", " ", "text", "text/", "/plain", "text/plain\r\nx: y", "text/plain, text/html"],
  ...["text/pläin", {}, ["text/plain"], "text/plain;\u0000"],
];

/** Every method, with right arguments and these options. */
const EVERY = {
  createUser: (alloy, options) => alloy.createUser({ username: "a" }, options),
  createUsers: (alloy, options) => alloy.createUsers([{ username: "a" }], options),
  ensureUser: (alloy, options) => alloy.ensureUser({ username: "a" }, options),
  listUsers: (alloy, options) => alloy.listUsers(options),
  getUser: (alloy, options) => alloy.getUser("u", options),
  updateUser: (alloy, options) => alloy.updateUser("u", { fullName: "F" }, options),
  deleteUser: (alloy, options) => alloy.deleteUser("u", options),
  createUserToken: (alloy, options) => alloy.createUserToken("u", options),
  uploadFile: (alloy, options) => alloy.uploadFile(BYTES, FILE, options),
  listFiles: (alloy, options) => alloy.listFiles(options),
  deleteFile: (alloy, options) => alloy.deleteFile("k", options),
  listRecords: (alloy, options) => alloy.listRecords("notion", "pages", {}, options),
  createRecord: (alloy, options) => alloy.createRecord("notion", "pages", {}, options),
  updateRecord: (alloy, options) => alloy.updateRecord("notion", "pages", "r", {}, options),
  listContacts: (alloy, options) => alloy.CRM.listContacts({}, options),
  createContact: (alloy, options) => alloy.CRM.createContact({ lastName: "L" }, options),
  updateContact: (alloy, options) => alloy.CRM.updateContact("c", { lastName: "L" }, options),
  deleteConnection: (alloy, options) => alloy.deleteConnection("c", options),
};

export function* dataInput(context) {
  for (const [argument, method, call] of WITH_IDS) {
    // What is within an object is as JSON has it: of the one it is the object that is refused, and the
    // other is a string.
    const isOwn = ([what]) => !["a bigint", "a String object"].includes(what);
    const values = argument.startsWith("user") && argument !== "userId" ? IDS.filter(isOwn) : IDS;
    yield [`${argument} of ${method}`, () => each(values, argument, call)];
  }
  for (const [argument, method, call] of WITH_OBJECTS) {
    const values = [["undefined", undefined], ["null", null], ...PLAIN_OBJECTS];
    yield [`${argument} of ${method}`, () => each(values, argument, call)];
  }
  for (const [argument, method, call] of WITH_QUERIES) {
    yield [`${argument} of ${method}`, () => each(PLAIN_OBJECTS, argument, call)];
    const nested = [{}, { x: 1 }, [{}], [[1]], ["a", { x: 1 }]].map((x) => [show(x), { x }]);
    yield [`${argument}.x of ${method}, nested`, () => each(nested, `${argument}.x`, call)];
  }
  yield ["users that are no list", () => each(LISTS.map(named), "users", manyUsers)];
  yield [
    "users whose getter throws",
    () => refuses("users", (alloy) => alloy.createUsers(hostile)),
  ];
  yield [
    "users that are a revoked proxy",
    () => refuses("users", (alloy) => alloy.createUsers(revokedProxy([]))),
  ];
  yield ["one wrong user among many: none is made", () => makesNobody()];
  yield [
    "content that has no bytes",
    () => each(CONTENTS.map(named), "content", (alloy, content) => alloy.uploadFile(content, FILE)),
  ];
  yield ["content that is gone", () => refusesDetached()];
  yield [
    "file.mimeType",
    () =>
      each(TYPES.map(named), "file.mimeType", (alloy, mimeType) =>
        alloy.uploadFile(BYTES, { ...FILE, mimeType }),
      ),
  ];
  yield ["a file without a name or a type", () => needsNames()];
  yield [
    "a file that is described by no object",
    () =>
      each(["a.txt", 7, true, [], () => {}].map(named), "file", (alloy, file) =>
        alloy.uploadFile(BYTES, file),
      ),
  ];
  for (const [argument, what, options] of wrongOptions()) {
    yield [
      `${argument}: ${what}`,
      async () => {
        for (const call of Object.values(EVERY)) {
          await refuses(argument, (alloy) => call(alloy, options));
        }
      },
    ];
  }

  async function each(values, argument, call) {
    for (const [what, value] of values) {
      await refuses(argument, (alloy) => call(alloy, value), what);
    }
  }

  /** Asserts that the call names the argument as wrong, and that nothing was sent. */
  async function refuses(argument, call, what = "") {
    const { fetch, requests } = recorder(() => Promise.reject(new Error("must not be called")));
    const alloy = context.faulty("unused", { fetch });
    const error = await rejection(() => call(alloy));
    ok(error instanceof context.sdk.AlloyValidationError, `${what}: ${show(error)}`);
    context.isError(error, "AlloyValidationError", { code: "ARGUMENT_INVALID", attempts: 0 });
    equal(error.argument, argument, `argument, for ${what}`);
    ok(error.message.startsWith(error.argument), `${show(error.message)} does not name it`);
    ok(error.message.length < 300, "the message repeats what was given");
    equal(requests.length, 0, "requests");
  }

  async function makesNobody() {
    for (const [wrong, argument] of [
      [{}, "users[1499].username"],
      [undefined, "users[1499]"],
      ["ada", "users[1499]"],
      [{ username: "" }, "users[1499].username"],
    ]) {
      const users = Array.from({ length: 1_500 }, (_, index) => ({ username: `u-${index}` }));
      users[1_499] = wrong;
      await refuses(argument, (alloy) => alloy.createUsers(users));
    }
  }

  async function refusesDetached() {
    const { buffer } = new Uint8Array(8);
    const view = new Uint8Array(buffer, 2, 4);
    structuredClone(buffer, { transfer: [buffer] });
    for (const content of [buffer, revokedProxy({})]) {
      await refuses("content", (alloy) => alloy.uploadFile(content, FILE));
    }
    equal(view.length, 0, "length of a view of what is gone");
  }

  async function needsNames() {
    const { filename, mimeType } = FILE;
    for (const [argument, content, file] of [
      ["file.filename", BYTES, undefined],
      ["file.filename", BYTES, {}],
      ["file.filename", BYTES, { mimeType }],
      ["file.filename", new Blob(["x"], { type: "text/plain" }), undefined],
      ["file.mimeType", BYTES, { filename }],
      ["file.mimeType", new Blob(["x"]), { filename }],
      ["file.mimeType", new File(["x"], "a.txt"), undefined],
    ]) {
      await refuses(argument, (alloy) => alloy.uploadFile(content, file));
    }
  }
}

const manyUsers = (alloy, users) => alloy.createUsers(users);
const named = (value) => [show(value), value];

const hostile = new Proxy([], {
  get(target, name) {
    if (name === Symbol.iterator || name === "length") throw new Error("no");
    return target[name];
  },
});
