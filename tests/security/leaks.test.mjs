// What goes past the handler in either direction: nothing of the page's reaches Alloy that is not the call,
// and nothing of Alloy's the page that is not its answer.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { comingBack, flowOf } from "./flows.mjs";
import { assertHardened, assertRefused, assertSecret } from "./hardened.mjs";
import { upstreamAnswers } from "./leaks.mjs";
import { fromPage, search } from "./messages.mjs";
import { exchange, valuesOf } from "./wire.mjs";
import { openWorld } from "./world.mjs";

const world = await openWorld();
after(() => world.close());
const { recorder, sandbox, ports, people } = world;
const { alice, mallory } = people;

const send = async (message, worker = "main") => (await exchange(ports[worker], message))[0];
const list = () => send(fromPage(alice, "GET /alloy/credentials"));

describe("Alloy answers an action with", () => {
  for (const { name, answer, status, code, headers = {}, longest } of upstreamAnswers(
    sandbox.apiKey,
  )) {
    it(name, async () => {
      await list();
      const given = ({ path }) => (path.includes("/actions/") ? answer() : undefined);
      const got = await recorder.answering(given, () =>
        send(search.guide(alice, { credentialId: alice.notion })),
      );
      if (status === 200) {
        assert.equal(got.status, 200, got.body);
        assertHardened(got, world);
        assert.deepEqual(valuesOf(got, "set-cookie"), []);
        assert.deepEqual(valuesOf(got, "location"), []);
      } else {
        assertRefused(got, world, { status, code });
        assert.ok(!/script|<h1>|Traceback/.test(got.body), got.body);
      }
      for (const [header, value] of Object.entries(headers)) {
        assert.match(valuesOf(got, header).join(), new RegExp(value));
      }
      if (longest) assert.ok(got.body.length <= longest, `${got.body.length} bytes`);
    });
  }
});

describe("Alloy answers", () => {
  const everybody = Object.values(people);
  const rows = (more) =>
    everybody.map(({ notion, userId }) => ({
      ...{ credentialId: notion, type: "notion-oauth2", createdAt: "2026-01-01T00:00:00.000Z" },
      ...more(userId),
    }));
  // A Worker whose client does not know yet which routes there are.
  const UNLEARNT = "rotated";
  /** Only the list of everybody's connections is there. */
  const unscoped = (more) => (request) => {
    if (request.path === "/credentials") return Response.json(rows(more));
    return request.path.endsWith("/credentials")
      ? Response.json({ message: "There is no such route" }, { status: 404 })
      : undefined;
  };

  for (const [whose, more, expected] of [
    ["everybody's connections, with their users", (userId) => ({ userId }), [mallory.notion]],
    ["everybody's connections, without their users", () => ({}), []],
  ]) {
    it(whose, async () => {
      const got = await recorder.answering(unscoped(more), () =>
        send(fromPage(mallory, "GET /alloy/credentials"), UNLEARNT),
      );
      const ids = got.status === 200 ? JSON.parse(got.body).map((row) => row.credentialId) : [];
      assert.deepEqual(ids, expected, got.body);
      assert.ok(!got.body.includes(alice.notion));
      const used = await recorder.answering(unscoped(more), () =>
        send(search.guide(mallory, { credentialId: alice.notion }), UNLEARNT),
      );
      assert.equal(used.status, 404, used.body);
    });
  }

  for (const oauthUrl of [
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example",
    "",
    7,
    null,
  ]) {
    it(`the begin of a flow with ${JSON.stringify(oauthUrl)} for an address`, async () => {
      const given = ({ method }) => (method === "POST" ? Response.json({ oauthUrl }) : undefined);
      for (const line of ["POST /alloy/connect/notion", "GET /alloy/connect/notion"]) {
        const got = await recorder.answering(given, () => send(fromPage(alice, line)));
        assertRefused(got, world, { status: 502 });
      }
    });
  }

  it("the end of a flow with an error that holds the key and the code", async () => {
    const flow = await flowOf(world, alice);
    const code = new URL(`http://x${flow.callback}`).searchParams.get("code");
    const message = `Bearer ${sandbox.apiKey} sent ${code}`;
    const given = ({ method }) =>
      method === "POST"
        ? Response.json({ error: { code: "INVALID_GRANT", message } }, { status: 409 })
        : undefined;
    const got = await recorder.answering(given, () => send(comingBack(flow)));
    assertHardened(got, world);
    const target = new URL(valuesOf(got, "location")[0]);
    assert.equal(target.searchParams.get("alloy_outcome"), "failed");
    assert.ok(!target.href.includes(code));
    assert.match(target.searchParams.get("alloy_error"), /^\w+$/);
  });

  it("with markup, which a person who came by a link does not get", async () => {
    const markup = "<img src=x onerror=alert(1)>&lt;script&gt;";
    const given = () => Response.json({ error: { code: "X", message: markup } }, { status: 400 });
    const headers = { Accept: "text/html", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "none" };
    const message = fromPage(alice, "GET /alloy/connect/slack", undefined, headers);
    const got = await recorder.answering(given, () => send(message));
    assert.equal(got.status, 400, got.body);
    assertHardened(got, world);
    assert.ok(!got.body.includes("<img") && !got.body.includes("&lt;"), got.body);
    if (!valuesOf(got, "content-type").join().startsWith("text/html")) return;
    assert.match(valuesOf(got, "content-security-policy")[0], /^default-src 'none';/);
  });
});

describe("Alloy gets", () => {
  const OURS = new Set([
    ...["authorization", "content-type", "content-length", "x-api-version", "x-alloy-userid"],
    // Of workerd's fetch.
    ...[
      "accept",
      "accept-encoding",
      "cf-worker",
      "connection",
      "host",
      "transfer-encoding",
      "user-agent",
    ],
  ]);
  const PAGES = {
    Authorization: "Bearer of-the-page",
    "User-Agent": "browser-of-alice",
    "X-Alloy-UserId": mallory.userId,
    "X-Api-Version": "1999-01",
    "X-Forwarded-For": "192.0.2.7",
    "X-Evil": "1",
    Referer: "https://app.example/private",
    Accept: "text/plain",
    "Accept-Language": "tlh",
    "Idempotency-Key": "1",
    Expect: "nothing",
  };
  const calls = {
    "an action, in the guide's words": () =>
      search.guide(alice, { credentialId: alice.notion }, PAGES),
    "a list": () => fromPage(alice, "GET /alloy/credentials", undefined, PAGES),
    "the catalogue": () => fromPage(alice, "GET /alloy/connectors/slack/actions", undefined, PAGES),
    "the begin of a flow": () => fromPage(alice, "POST /alloy/connect/slack", {}, PAGES),
    "the end of a flow": async () => comingBack(await flowOf(world, alice), { headers: PAGES }),
    "a connection's end": async () => {
      const flow = await flowOf(world, alice);
      const { headers } = await send(comingBack(flow));
      const { searchParams } = new URL(headers.find(([name]) => name === "location")[1]);
      const id = searchParams.get("alloy_connection");
      return fromPage(alice, `DELETE /alloy/users/x/credentials/${id}`, undefined, PAGES);
    },
  };

  for (const [name, call] of Object.entries(calls)) {
    it(`${name}, and nothing of the page's headers`, async () => {
      const message = await call();
      const { result, sent } = await recorder.during(() => send(message));
      assert.ok(result.status < 400, result.body);
      assert.ok(sent.length > 0);
      for (const { headers, path, query, body } of sent) {
        const strangers = Object.keys(headers).filter((header) => !OURS.has(header));
        assert.deepEqual(strangers, []);
        assert.equal(headers.authorization, `Bearer ${sandbox.apiKey}`);
        assert.equal(headers["x-api-version"], "2025-09");
        const whole = JSON.stringify([headers, path, query, body]);
        for (const value of [
          "of-the-page",
          "browser-of",
          "192.0.2.7",
          alice.session,
          mallory.userId,
        ]) {
          assert.ok(!whole.includes(value), value);
        }
      }
    });
  }
});

it("a refusal says nothing of what was sent, in JSON or to a person", async () => {
  const marker = "%3Cscript%3Ealert(1)";
  for (const line of [
    `GET /alloy/connectors/${marker}`,
    `GET /alloy/${marker}`,
    `GET /alloy/connectors?${marker}=${marker}`,
    `GET /alloy/credentials/${marker}`,
    `GET /alloy/callback/notion?alloy_state=${marker}&code=${marker}`,
    `GET /alloy/connect/notion?returnTo=//${marker}`,
  ]) {
    for (const Accept of ["application/json", "text/html,*/*"]) {
      const got = await send(fromPage(alice, line, undefined, { Accept }));
      assert.ok(got.status >= 400, line);
      assertHardened(got, world);
      assert.ok(!got.body.includes("alert(1)"), got.body);
      assertSecret(got, world);
    }
  }
});
