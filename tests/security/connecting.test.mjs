// The flows that must end as they should, beside the attacks on them.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { changedState, partsOf, signedCookie } from "./forging.mjs";
import { comingBack, flowOf } from "./flows.mjs";
import { fromPage } from "./messages.mjs";
import { idsOf, senders } from "./senders.mjs";
import { exchange, valuesOf } from "./wire.mjs";
import { KEYS, openWorld, ORIGIN } from "./world.mjs";

const world = await openWorld();
after(() => world.close());
const { alice, mallory } = world.people;
const { send, outcome } = senders(world);

describe("a flow", () => {
  it("ends where it should, with a connection", async () => {
    const flow = await flowOf(world, mallory, { returnTo: "/done?tab=2" });
    const { answer, target, ...told } = await outcome(comingBack(flow));
    assert.equal(`${target.origin}${target.pathname}`, `${ORIGIN}/done`);
    assert.deepEqual(told, {
      ...{ tab: "2", alloy_outcome: "connected", alloy_connector: "notion" },
      ...{ alloy_connection: told.alloy_connection, alloy_flow: flow.id },
    });
    const [cleared, ...more] = valuesOf(answer, "set-cookie");
    assert.deepEqual(more, []);
    assert.match(cleared, new RegExp(`^${flow.cookie.name}=; Max-Age=0; Path=/; .*Secure`));
    const rows = (await send(fromPage(mallory, "GET /alloy/credentials"))).json;
    assert.ok(idsOf(rows).includes(told.alloy_connection));
    assert.deepEqual((await world.connected()).at(-1), {
      ...{ userId: mallory.userId, connectorId: "notion" },
      ...{ connectionId: told.alloy_connection, credentialId: told.alloy_connection },
    });
  });

  it("has a cookie for this host and this browser alone", async () => {
    const message = fromPage(alice, "POST /alloy/connect/notion", {});
    const [answer] = await exchange(world.ports.main, message);
    const { flow } = JSON.parse(answer.body);
    const [cookie, ...more] = valuesOf(answer, "set-cookie");
    assert.deepEqual(more, []);
    const [pair, ...attributes] = cookie.split("; ");
    assert.match(pair, new RegExp(`^__Host-alloy-${flow}=[\\w-]{43}\\.[\\w%-]*$`));
    assert.match(flow, /^[\w-]{22}$/);
    assert.deepEqual(attributes.sort(), [
      ...["HttpOnly", "Max-Age=600", "Path=/", "SameSite=Lax", "Secure"],
    ]);
  });

  it("that the user refuses ends with that", async () => {
    const flow = await flowOf(world, mallory, { decision: "deny" });
    const { sent, result } = await world.recorder.during(() => outcome(comingBack(flow)));
    assert.deepEqual(sent, []);
    assert.equal(result.alloy_outcome, "denied");
    assert.equal(result.alloy_error, "access_denied");
    assert.equal(result.alloy_connection, undefined);
  });

  it("that fails at the provider says so in a word, and no markup", async () => {
    const flow = await flowOf(world, mallory);
    for (const error of ["%3Cscript%3Ealert(1)%3C%2Fscript%3E"]) {
      const target = flow.callback.replace(/code=\w+/, `error=${error}`);
      const {
        alloy_outcome,
        alloy_error,
        target: end,
      } = await outcome(comingBack(flow, { target }));
      assert.deepEqual([alloy_outcome, alloy_error], ["failed", "oauth_failed"]);
      assert.ok(!/script/i.test(end.href));
    }
  });

  it("is finished by another isolate than the one that began it", async () => {
    const flow = await flowOf(world, mallory);
    assert.equal(
      (await outcome(comingBack(flow), { worker: "second" })).alloy_outcome,
      "connected",
    );
  });

  it("is finished after its key has become the former one", async () => {
    const flow = await flowOf(world, mallory);
    assert.equal(
      (await outcome(comingBack(flow), { worker: "rotated" })).alloy_outcome,
      "connected",
    );
  });

  it("is finished in its last second", async () => {
    const flow = await flowOf(world, mallory);
    const { alloy_outcome } = await world.ahead(599_000, () => outcome(comingBack(flow)));
    assert.equal(alloy_outcome, "connected");
  });

  it("is not spoilt by those who try it without its cookie, or with half of its state", async () => {
    const flow = await flowOf(world, alice);
    for (const change of [{ cookie: null }, { state: flow.state.slice(0, -1) }]) {
      await exchange(world.ports.main, comingBack(flow, change));
    }
    const { alloy_outcome } = await outcome(comingBack(flow));
    assert.equal(alloy_outcome, "connected");
  });

  it("knows its cookie among others", async () => {
    const [flow, other] = [await flowOf(world, alice), await flowOf(world, alice)];
    const pairs = [other, flow].map(({ cookie }) => `${cookie.name}=${cookie.value}`);
    const cookie = ["theme=dark", ...pairs, `session=${alice.session}`].join("; ");
    assert.equal((await outcome(comingBack(flow, { cookie }))).alloy_outcome, "connected");
  });

  it("passes with a state and a cookie that the attacks' own tools sign", async () => {
    const flow = await flowOf(world, alice);
    const state = changedState(KEYS.current, flow.state, (words) => words);
    const { credential } = partsOf(flow.cookie);
    const cookie = `${flow.cookie.name}=${signedCookie(KEYS.current, flow.id, credential)}`;
    assert.equal((await outcome(comingBack(flow, { state, cookie }))).alloy_outcome, "connected");
  });

  it("passes whatever else a provider adds to the callback", async () => {
    const flow = await flowOf(world, alice);
    const target = `${flow.callback}&scope=a+b&iss=https%3A%2F%2Fnotion.example`;
    assert.equal((await outcome(comingBack(flow, { target }))).alloy_outcome, "connected");
  });

  it("tells nothing that its target said before", async () => {
    const returnTo = "/done?alloy_connection=forged&alloy_outcome=connected&tab=2";
    const flow = await flowOf(world, alice, { returnTo, decision: "deny" });
    const { target, ...told } = await outcome(comingBack(flow));
    assert.equal(told.alloy_outcome, "denied");
    assert.equal(told.alloy_connection, undefined, target.href);
    assert.equal(told.tab, "2");
  });

  it("leaves seven others their cookies, and drops older ones", async () => {
    const cookies = [];
    for (let count = 0; count < 9; count += 1) {
      cookies.push((await flowOf(world, alice)).cookie);
    }
    const pairs = cookies.map(({ name, value }) => `${name}=${value}`);
    const Cookie = [...pairs, `session=${alice.session}`].join("; ");
    const message = fromPage(alice, "POST /alloy/connect/notion", {}, { Cookie });
    const [answer] = await exchange(world.ports.main, message);
    const [, ...dropped] = valuesOf(answer, "set-cookie").map((it) => it.split("=")[0]);
    assert.deepEqual(dropped, [cookies[0].name, cookies[1].name]);
  });

  it("begins with a plain link", async () => {
    const message = fromPage(alice, "GET /alloy/connect/notion?returnTo=/done");
    const [answer] = await exchange(world.ports.main, message);
    assert.equal(answer.status, 302, answer.body);
    const url = new URL(valuesOf(answer, "location")[0]);
    assert.equal(new URL(url.searchParams.get("redirectUri")).origin, ORIGIN);
    assert.equal(valuesOf(answer, "set-cookie").length, 1);
  });
});

describe("many callbacks of one flow at once", () => {
  it("are one for a process of its own, too", async () => {
    const Host = `127.0.0.1:${world.ports.local}`;
    const headers = { Host, Origin: `http://${Host}` };
    const flow = await flowOf(world, alice, { worker: "local", headers });
    const message = comingBack(flow, { headers: { Host } });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => exchange(world.ports.local, message)),
    );
    const statuses = answers.map(([{ status }]) => status);
    assert.deepEqual(statuses.toSorted(), [302, ...Array(7).fill(403)]);
  });

  it("are one", async () => {
    const flow = await flowOf(world, mallory);
    const before = (await told()).length;
    const ports = [0, 1, 2, 3].flatMap(() => [world.ports.main, world.ports.second]);
    const { result, sent } = await world.recorder.during(() =>
      Promise.all(ports.map((port) => exchange(port, comingBack(flow)))),
    );
    const statuses = result.map(([{ status }]) => status);
    assert.deepEqual(statuses.toSorted(), [302, ...Array(7).fill(403)]);
    for (const [{ status, body }] of result) {
      if (status === 403) assert.equal(JSON.parse(body).error.code, "STATE_USED");
    }
    const exchanges = sent.filter(({ path }) => path.endsWith("/credentials/callback"));
    assert.equal(exchanges.length, 1);
    assert.equal((await told()).length, before + 1);
  });

  async function told() {
    return [...(await world.connected("main")), ...(await world.connected("second"))];
  }
});

describe("a target", () => {
  for (const [given, end] of [
    [null, `${ORIGIN}/`],
    ["/", `${ORIGIN}/`],
    ["/done", `${ORIGIN}/done`],
    ["/done?a=b&c=d", `${ORIGIN}/done`],
    ["/a//b", `${ORIGIN}/a//b`],
    ["/alloyed", `${ORIGIN}/alloyed`],
    [`${ORIGIN}/settings`, `${ORIGIN}/settings`],
    ["/alloy/connected", `${ORIGIN}/alloy/connected`],
    ["https://partner.example", "https://partner.example/"],
    ["https://partner.example/any/path", "https://partner.example/any/path"],
    ["https://docs.example/done", "https://docs.example/done"],
    ["https://docs.example/done/further?x=1", "https://docs.example/done/further"],
  ]) {
    it(`may be ${given ?? "left out"}`, async () => {
      const { target } = await outcome(comingBack(await flowOf(world, alice, { returnTo: given })));
      assert.equal(`${target.origin}${target.pathname}`, end);
    });
  }
});

describe("a target in odd spelling", () => {
  for (const given of [
    ...[
      "https:evil.example",
      "https:/evil.example",
      "://evil.example",
      "done",
      "",
      "?x",
      "#x",
      ".",
    ],
    ...[
      "https://ａｐｐ.example/x",
      "https://APP.example:443/",
      "/x/../done",
      "/a?b=//evil.example",
    ],
    ...[
      "/done\r\nSet-Cookie: session=x",
      "/done?alloy_flow=x&alloy_flow=y",
      "/done#//evil.example",
    ],
  ]) {
    it(`leads nowhere else: ${JSON.stringify(given)}`, async () => {
      const message = fromPage(alice, "POST /alloy/connect/notion", { returnTo: given });
      const [answer] = await exchange(world.ports.main, message);
      if (answer.status !== 200) return assert.equal(answer.status, 403, answer.body);
      const flow = await flowOf(world, alice, { returnTo: given });
      const { target, answer: end } = await outcome(comingBack(flow));
      assert.equal(target.origin, ORIGIN);
      assert.ok(!target.pathname.startsWith("//") && !target.pathname.startsWith("/alloy"));
      assert.equal(valuesOf(end, "set-cookie").length, 1);
    });
  }
});
describe("the host that a request names", () => {
  it("is not where users come back to", async () => {
    const message = fromPage(
      alice,
      "POST /alloy/connect/notion",
      {},
      {
        ...{ Host: "evil.example", "X-Forwarded-Host": "evil.example" },
        ...{ "X-Forwarded-Proto": "http", Forwarded: "host=evil.example;proto=http" },
      },
    );
    const { sent, result } = await world.recorder.during(() => exchange(world.ports.main, message));
    assert.equal(result[0].status, 200, result[0].body);
    const begun = sent.find(({ method }) => method === "POST");
    const redirectUri = new URL(JSON.parse(begun.body).redirectUri);
    assert.equal(`${redirectUri.origin}${redirectUri.pathname}`, `${ORIGIN}/alloy/callback/notion`);
    assert.ok(!JSON.stringify([sent, result]).includes("evil.example"));
  });

  it("is, on this machine alone", async () => {
    const Host = `127.0.0.1:${world.ports.local}`;
    const Origin = `http://${Host}`;
    const flow = await flowOf(world, alice, { worker: "local", headers: { Host, Origin } });
    assert.match(flow.cookie.name, /^alloy-/);
    const message = comingBack(flow, { headers: { Host } });
    const { target, alloy_outcome } = await outcome(message, { worker: "local" });
    assert.deepEqual([target.origin, alloy_outcome], [Origin, "connected"]);
  });
});

it("the Worker complains of nothing", () => {
  assert.deepEqual(world.errors, []);
});
