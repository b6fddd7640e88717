// How a handler is set up: what is wrong is said when it is made, or with the first request where it
// depends on the environment.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { KEY, ORIGIN, openApp, read } from "./app.mjs";
import { createAlloyHandler, memoryStateStore, sdk } from "./package.mjs";

const client = new sdk.AlloyConnectivity({ apiKey: "key-0000", baseUrl: "https://alloy.example" });

const GIVEN = {
  client,
  authenticate: () => ({ userId: "user-1" }),
  publicOrigin: ORIGIN,
  stateKeys: [KEY],
  connectors: ["notion"],
  store: memoryStateStore(),
};

/** By option, values that are wrong. */
const WRONG = {
  client: [undefined, null, "key-0000", {}, { apiKey: "key-0000" }],
  authenticate: [undefined, null, "user-1", { userId: "user-1" }],
  basePath: ["alloy", 7, "/alloy?a=b", "/alloy#a", "/a/../b", "//elsewhere", "/a b"],
  publicOrigin: ["app.example", "http://app.example", `${ORIGIN}/path`, "ftp://app.example", ""],
  stateKeys: [undefined, null, KEY, [], [KEY, "short"], ["x".repeat(31)], [undefined], [7]],
  connectors: [undefined, null, "notion", [7], [""], 7],
  allow: ["yes", true],
  returnTo: [`${ORIGIN}/a`, ["elsewhere"], ["javascript:alert(1)"], [""], [7]],
  origins: ["https://a.example", ["*"], ["a.example"], ["https://a.example/path"], [7]],
  onConnected: ["told", {}],
  store: [undefined, null, {}, "memory", { useOnce: true }],
  maxBodyBytes: [0, -1, 1.5, "1000", NaN, Infinity],
  bodyTimeoutMs: [0, -1, 1.5, "1000", NaN, Infinity],
  onError: ["told", {}],
  now: [0, "now"],
};

/** That an error is about an option of this name. */
const names = (option) => (error) => {
  assert.ok(error instanceof sdk.AlloyConfigError, String(error));
  assert.equal(error.code, "CONFIG_INVALID");
  assert.match(error.message, new RegExp(`^${option}\\b`));
  return true;
};

describe("a handler is not made", () => {
  for (const [option, values] of Object.entries(WRONG)) {
    for (const value of values) {
      it(`of ${option}: ${JSON.stringify(value) ?? String(value)}`, () => {
        assert.throws(() => createAlloyHandler({ ...GIVEN, [option]: value }), names(option));
      });
    }
  }

  for (const [options, named] of [
    [undefined, "authenticate"],
    [null, "authenticate"],
    ["text", "options"],
  ]) {
    it(`of ${options} in place of options`, () => {
      assert.throws(() => createAlloyHandler(options), names(named));
    });
  }
});

describe("a handler is made", () => {
  const also = {
    "of a record of connectors": { connectors: { notion: {}, slack: { authConfigId: "a" } } },
    "without options that may be left out": { publicOrigin: undefined, store: undefined },
    "at the root": { basePath: "/" },
    "at a path of two parts": { basePath: "/api/alloy" },
    "of a key of 32 characters": { stateKeys: ["x".repeat(32)] },
    "for a loopback origin without a store": {
      publicOrigin: "http://localhost:8787",
      store: undefined,
    },
    "of a Durable Object's namespace": { store: { idFromName() {}, get() {} } },
  };
  for (const [how, options] of Object.entries(also)) {
    it(how, () => assert.equal(typeof createAlloyHandler({ ...GIVEN, ...options }), "function"));
  }

  it("and asks nothing of the environment before there is one", () => {
    const never = () => assert.fail("asked at once");
    createAlloyHandler({
      ...GIVEN,
      ...{ client: never, publicOrigin: never, stateKeys: never, store: never },
    });
  });
});

describe("what depends on the environment", () => {
  const OF_ENV = ["client", "publicOrigin", "stateKeys", "store"];

  it("is asked once for each", async () => {
    const app = openApp();
    const asked = [];
    const functions = Object.fromEntries(
      OF_ENV.map((name) => [
        name,
        (env) => {
          asked.push(`${name} ${env.name}`);
          return name === "client" ? app.alloy : GIVEN[name];
        },
      ]),
    );
    const authenticate = () => ({ userId: app.userId });
    const handler = createAlloyHandler({ ...GIVEN, ...functions, authenticate });
    const ask = async (env) =>
      (await handler(new Request(`${ORIGIN}/alloy/connectors`), env)).status;
    const [first, second] = [{ name: "first" }, { name: "second" }];
    assert.deepEqual(await Promise.all([ask(first), ask(first), ask(second)]), [200, 200, 200]);
    assert.equal(await ask(first), 200);
    const expected = OF_ENV.flatMap((name) => [`${name} first`, `${name} second`]);
    assert.deepEqual(asked.sort(), expected.sort());
  });

  it("is asked once where there is no environment", async () => {
    let asked = 0;
    const app = openApp({}, { stateKeys: () => [KEY, `${++asked}`.repeat(32)] });
    for (let request = 0; request < 3; request += 1) {
      assert.equal((await app.ask("GET /connectors")).status, 200);
    }
    assert.equal(asked, 1);
  });

  const wrong = { client: {}, publicOrigin: "app.example", stateKeys: ["short"], store: {} };
  for (const [option, value] of Object.entries(wrong)) {
    it(`is not taken where it is wrong: ${option}`, async () => {
      const app = openApp({}, { [option]: () => value });
      const { status, body } = await app.ask("GET /connectors");
      assert.equal(status, 500);
      assert.deepEqual(body.error.code, "HANDLER_FAILED");
      assert.ok(!body.error.message.includes(option), "the page is told how the app is set up");
      assert.equal(app.errors.length, 1);
      names(option)(app.errors[0]);
      assert.deepEqual(app.upstreamRoutes(), []);
    });
  }

  it("is not taken where it throws, and what it throws is not told the page", async () => {
    const thrown = new Error("secret of the environment");
    const app = openApp(
      {},
      {
        client: () => {
          throw thrown;
        },
      },
    );
    const { status, body } = await app.ask("GET /connectors");
    assert.deepEqual([status, body.error.code], [500, "HANDLER_FAILED"]);
    assert.ok(!JSON.stringify(body).includes("secret"));
    assert.deepEqual(app.errors, [thrown]);
  });

  it("is there for authenticate, allow and onConnected too", async () => {
    const seen = [];
    const env = { name: "of the test" };
    const app = openApp(
      {},
      {
        authenticate: (_, env) => (seen.push(env), { userId: app.userId }),
        allow: (_, env) => (seen.push(env), true),
      },
    );
    assert.equal((await app.ask("GET /connectors", { env })).status, 200);
    assert.deepEqual(seen, [env, env]);
  });
});

describe("without a publicOrigin", () => {
  const handlerOf = (errors) => {
    const { alloy, userId } = openApp();
    return createAlloyHandler({
      ...GIVEN,
      ...{ client: alloy, authenticate: () => ({ userId }) },
      ...{ publicOrigin: undefined, store: undefined },
      onError: (error) => errors.push(error),
    });
  };

  for (const origin of ["http://127.0.0.1:8787", "http://localhost", "http://[::1]:80"]) {
    it(`requests to ${origin} are answered`, async () => {
      const errors = [];
      const answer = await handlerOf(errors)(new Request(`${origin}/alloy/connectors`));
      assert.equal(answer.status, 200);
      assert.deepEqual(errors, []);
    });
  }

  for (const origin of [ORIGIN, "http://127.0.0.1.example", "http://localhost.example"]) {
    it(`requests to ${origin} are not`, async () => {
      const errors = [];
      const answer = await read(await handlerOf(errors)(new Request(`${origin}/alloy/connectors`)));
      assert.deepEqual([answer.status, answer.body.error.code], [500, "HANDLER_FAILED"]);
      names("publicOrigin")(errors[0]);
    });
  }
});

describe("basePath", () => {
  const places = [
    [undefined, "/alloy", ["/connectors", "/alloyx/connectors", "/alloy"]],
    ["/", "", ["/alloy/connectors"]],
    ["/api/alloy", "/api/alloy", ["/alloy/connectors", "/api/connectors"]],
    ["/alloy/", "/alloy", ["/connectors"]],
  ];
  for (const [basePath, under, others] of places) {
    it(`${basePath ?? "left out"}: what is below is answered, and nothing else`, async () => {
      const app = openApp({}, basePath && { basePath });
      const ask = (path) =>
        app.handler(new Request(ORIGIN + path, { headers: { "x-session": app.userId } }));
      assert.equal((await ask(`${under}/connectors`)).status, 200);
      for (const path of others) {
        assert.equal((await ask(path)).status, 404, path);
      }
    });
  }
});

describe("connectors", () => {
  it("as a record are those of its keys", async () => {
    const app = openApp({}, { connectors: { slack: {} } });
    const { body } = await app.ask("GET /connectors");
    assert.deepEqual(
      body.connectors.map(({ id }) => id),
      ["slack"],
    );
    assert.equal((await app.ask("GET /connectors/notion")).body.error.code, "CONNECTOR_REFUSED");
  });
});

describe("maxBodyBytes and bodyTimeoutMs", () => {
  const route = "POST /connectors/notion/actions/post-search";

  it("hold a body to its size, to the byte", async () => {
    const body = JSON.stringify({ credentialId: "c", parameters: {} });
    for (const [maxBodyBytes, status] of [
      [body.length, 404],
      [body.length - 1, 413],
    ]) {
      const app = openApp({}, { maxBodyBytes });
      assert.equal((await app.ask(route, { body })).status, status);
    }
  });

  it("hold it to its time, however it dribbles", async () => {
    const app = openApp({}, { bodyTimeoutMs: 30 });
    const body = new ReadableStream({ start: (out) => out.enqueue(new TextEncoder().encode("{")) });
    const answer = await read(
      await app.handler(
        new Request(`${ORIGIN}/alloy/connectors/notion/actions/post-search`, {
          ...{ method: "POST", body, duplex: "half" },
          headers: { "x-session": app.userId, "content-type": "application/json" },
        }),
      ),
    );
    assert.deepEqual([answer.status, answer.body.error.code], [408, "BODY_TOO_SLOW"]);
    assert.deepEqual(app.upstreamRoutes(), []);
  });
});
