import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openSandbox } from "./calls.mjs";

const ID = "0123456789abcdef01234567";
const GUIDE_ONLY = [
  ["POST", "/connectors/notion/credentials/callback"],
  ["GET", "/credentials"],
  ["GET", `/credentials/${ID}`],
  ["GET", "/connectors/notion/actions"],
  ["POST", "/connectors/notion/actions/post-search"],
];
const REFERENCE_ONLY = [
  ["GET", "/connectors/notion/resources"],
  ["POST", "/connectors/notion/actions/post-search/execute"],
  ["GET", "/connectors/notion/credentials"],
  ["GET", "/credentials/users/{userId}"],
];
const SHARED = [
  ["GET", "/connectors"],
  ["GET", "/connectors/notion"],
  ["GET", "/connectors/notion/actions/post-search"],
  ["GET", "/connectors/notion/credentials/metadata"],
  ["POST", "/connectors/notion/credentials"],
  ["GET", "/users/{userId}/credentials"],
  ["DELETE", `/users/{userId}/credentials/${ID}`],
  ["DELETE", `/connectors/notion/credentials/${ID}`],
  ["GET", "/users/{userId}/integrations/notion/data/pages"],
  ["POST", "/users/{userId}/integrations/notion/data/pages"],
  ["PUT", "/users/{userId}/integrations/notion/data/pages/x"],
  ["GET", "/one/crm/contacts"],
  ["POST", "/one/crm/contacts"],
  ["PUT", "/one/crm/contacts/x"],
  ["POST", "/users"],
  ["GET", "/users"],
  ["POST", "/users/batch"],
  ["GET", "/users/{userId}"],
  ["PUT", "/users/{userId}"],
  ["DELETE", "/users/{userId}"],
  ["GET", "/users/{userId}/token"],
  ["POST", "/connectors/files/upload/request"],
  ["GET", "/connectors/files/list"],
  ["DELETE", "/connectors/files/x"],
];

/** Whether the answer says that there is such a route: its refusals have codes. */
async function isRoute({ sandbox, call }, [method, template]) {
  const path = template.replace("{userId}", sandbox.userId);
  const { status, body } = await call(
    method,
    path,
    ["POST", "PUT"].includes(method) ? {} : undefined,
  );
  if (status === 200 || body.error?.code !== undefined) return true;
  assert.ok(status === 404 || status === 405, `${method} ${template}: ${status}`);
  return false;
}

for (const [dialect, spoken, unknown] of [
  ["guide", [...GUIDE_ONLY, ...SHARED], REFERENCE_ONLY],
  ["reference", [...REFERENCE_ONLY, ...SHARED], GUIDE_ONLY],
  ["both", [...GUIDE_ONLY, ...REFERENCE_ONLY, ...SHARED], []],
]) {
  describe(`a sandbox that speaks ${dialect}`, () => {
    const opened = openSandbox({ dialect });
    for (const route of spoken) {
      it(`has ${route.join(" ")}`, async () => assert.equal(await isRoute(opened, route), true));
    }
    for (const route of unknown) {
      it(`lacks ${route.join(" ")}`, async () => assert.equal(await isRoute(opened, route), false));
    }
  });
}

describe("a route of the other dialect", () => {
  it("answers 405 where this one knows the path, 404 where it does not", async () => {
    const guide = openSandbox({ dialect: "guide" });
    const list = await guide.call("GET", "/connectors/notion/credentials");
    assert.equal(list.status, 405);
    assert.equal(list.headers.get("allow"), "POST");
    const execute = await guide.call("POST", "/connectors/notion/actions/post-search/execute", {});
    assert.equal(execute.status, 404);
    const reference = openSandbox({ dialect: "reference" });
    const flat = await reference.call("POST", "/connectors/notion/actions/post-search", {});
    assert.equal(flat.status, 405);
    assert.equal(flat.headers.get("allow"), "GET");
    assert.equal((await reference.call("GET", "/credentials")).status, 404);
  });
});
