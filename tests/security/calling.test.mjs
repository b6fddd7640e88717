// The calls that must pass, beside the attacks: a handler that refuses everything is safe, and no use.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { comingBack, flowOf } from "./flows.mjs";
import { fromPage, search } from "./messages.mjs";
import { idsOf, senders } from "./senders.mjs";
import { valuesOf } from "./wire.mjs";
import { openWorld, PARTNER_PAGE } from "./world.mjs";

const world = await openWorld();
after(() => world.close());
const { alice, mallory } = world.people;
const { send, outcome } = senders(world);

describe("one's own connection", () => {
  for (const words of ["guide", "reference"]) {
    it(`is used, in the words of the ${words}`, async () => {
      const given = { query: "plan", page_size: 1 };
      const parameters = words === "guide" ? { parameters: given } : { requestBody: given };
      const message = search[words](alice, { credentialId: alice.notion, ...parameters });
      const { sent, result } = await world.recorder.during(() => send(message));
      const data = words === "guide" ? result.json : result.json.responseData;
      assert.equal(data.object, "list");
      const body = JSON.parse(sent.at(-1).body);
      assert.equal(body.credentialId, alice.notion);
      assert.deepEqual(body.parameters ?? body.requestBody, given);
    });
  }

  it("is used as the one who is signed in, whoever the request names", async () => {
    const body = { credentialId: mallory.notion, userId: alice.userId };
    const message = search.guide(mallory, body, { "X-Alloy-UserId": alice.userId });
    const { sent } = await world.recorder.during(() => send(message));
    for (const { headers, path, body: text } of sent) {
      assert.equal(headers["x-alloy-userid"], mallory.userId);
      assert.ok(![path, text].join().includes(alice.userId));
    }
  });

  it("is told, and deleted", async () => {
    const { alloy_connection: id } = await outcome(comingBack(await flowOf(world, alice)));
    const told = await send(fromPage(alice, `GET /alloy/credentials/${id}`));
    assert.equal(told.json.credentialId, id);
    const gone = await send(fromPage(alice, `DELETE /alloy/connectors/notion/credentials/${id}`));
    assert.deepEqual(gone.json, { success: true });
    await send(fromPage(alice, `GET /alloy/credentials/${id}`), { status: 404 });
  });

  it("is used with what the app saw, of a key that is there twice", async () => {
    const body = `{"credentialId":"${alice.notion}","parameters":{"query":"forbidden","query":"plan"}}`;
    const { sent } = await world.recorder.during(() => send(search.guide(alice, body)));
    assert.deepEqual(JSON.parse(sent.at(-1).body).parameters, { query: "plan" });
    assert.ok(!sent.at(-1).body.includes("forbidden"));
  });
});

describe("an id of odd characters", () => {
  for (const id of ["a?b=c", "a#b", "a b", "a&b", "ä", "a;b", "a+b", "a@b:c"]) {
    it(`stays in its own segment: ${id}`, async () => {
      const segment = encodeURIComponent(id);
      const message = fromPage(alice, `GET /alloy/connectors/notion/actions/${segment}`);
      const { sent } = await world.recorder.during(() => send(message, { status: 404 }));
      // What follows asks for actions with names like it.
      const [{ path, query }] = sent;
      assert.equal(decodeURIComponent(path), `/connectors/notion/actions/${id}`);
      assert.equal(query, "");
    });
  }
});

describe("a list", () => {
  const { userId } = alice;
  for (const [path, rowsOf] of [
    ["/alloy/credentials", (json) => json],
    [`/alloy/users/${userId}/credentials`, ({ data }) => data],
    [`/alloy/credentials/users/${userId}`, ({ data }) => data],
    ["/alloy/connectors/notion/credentials", ({ credentials }) => credentials],
    [`/alloy/credentials?userId=${userId}`, (json) => json],
  ]) {
    it(`holds one's own rows alone: ${path.replace(userId, "{another}")}`, async () => {
      const headers = { "X-Alloy-UserId": userId };
      const answer = await send(fromPage(mallory, `GET ${path}`, undefined, headers));
      const ids = idsOf(rowsOf(answer.json));
      assert.ok(ids.includes(mallory.notion));
      assert.ok(!answer.body.includes(alice.notion) && !answer.body.includes(alice.slack));
      assert.ok(!answer.body.includes(userId) && !answer.body.includes(mallory.hubspot));
    });
  }

  it("of one connector's connections holds no other's", async () => {
    for (const path of [
      "/alloy/connectors/notion/credentials",
      "/alloy/credentials?connectorId=notion",
    ]) {
      const { json, body } = await send(fromPage(mallory, `GET ${path}`));
      assert.ok(idsOf(json.credentials ?? json).includes(mallory.notion));
      assert.ok(!body.includes(mallory.slack), path);
    }
  });

  it("of the connections of a connector that does not pass is empty", async () => {
    const { json } = await send(fromPage(mallory, "GET /alloy/credentials?connectorId=hubspot"));
    assert.deepEqual(json, []);
  });

  it("of connectors holds those that pass", async () => {
    const { json } = await send(fromPage(mallory, "GET /alloy/connectors"));
    assert.deepEqual(json.connectors.map(({ id }) => id).sort(), ["notion", "slack"]);
  });
});

describe("a page", () => {
  const read = "GET /alloy/credentials";
  const body = () => ({ credentialId: alice.notion });

  it("of the app may call", async () => {
    await send(search.guide(alice, body()));
    await send(search.guide(alice, body(), { "Sec-Fetch-Site": null }));
    await send(search.guide(alice, body(), { Origin: null }));
    await send(fromPage(alice, read, undefined, { "Sec-Fetch-Site": "none" }));
  });

  it("of a listed origin may call, and read the answer", async () => {
    const headers = { Origin: PARTNER_PAGE, "Sec-Fetch-Site": "cross-site" };
    await send(search.guide(alice, body(), headers), { cors: PARTNER_PAGE });
    await send(fromPage(alice, read, undefined, headers), { cors: PARTNER_PAGE });
    await send(fromPage(null, read, undefined, headers), { cors: PARTNER_PAGE, status: 401 });
  });

  it("of a listed origin may ask whether it may", async () => {
    const message = fromPage(null, "OPTIONS /alloy/credentials", undefined, {
      ...{ Origin: PARTNER_PAGE, "Access-Control-Request-Method": "GET" },
    });
    const answer = await send(message, { status: 204, cors: PARTNER_PAGE });
    assert.equal(answer.body, "");
  });

  it("is none where a program calls", async () => {
    await send(search.guide(alice, body(), { Origin: null, "Sec-Fetch-Site": null }));
  });

  it("that a popup ends on is the handler's own, and runs one script", async () => {
    const answer = await send(fromPage(null, "GET /alloy/connected?alloy_outcome=%3Cscript%3E"));
    assert.match(valuesOf(answer, "content-type")[0], /^text\/html\b/);
    const scripts = [...answer.body.matchAll(/<script([^>]*)>/g)];
    const [, nonce] = /^ nonce="([\w-]{36})"$/.exec(scripts[0][1]);
    assert.equal(scripts.length, 1);
    const policy = valuesOf(answer, "content-security-policy")[0].split("; ");
    assert.ok(policy.includes("default-src 'none'") && policy.includes("frame-ancestors 'none'"));
    assert.ok(policy.includes(`script-src 'nonce-${nonce}'`), policy.join());
    assert.ok(!answer.body.includes("alloy_outcome"));
  });
});

describe("a body", () => {
  const padded = (bytes) => JSON.stringify({ credentialId: alice.notion }).padEnd(bytes);

  it("may be as large as the limit", () => send(search.guide(alice, padded(16_384))));

  it("may come in chunks", () => {
    const text = padded(64);
    const body = `20\r\n${text.slice(0, 32)}\r\n20\r\n${text.slice(32)}\r\n0\r\n\r\n`;
    return send({ ...search.guide(alice, "", { "Transfer-Encoding": "chunked" }), body });
  });

  it("may be of a type with a charset", () =>
    send(search.guide(alice, padded(64), { "Content-Type": "application/json; charset=utf-8" })));
});
it("the Worker complains of nothing", () => {
  assert.deepEqual(world.errors, []);
});
