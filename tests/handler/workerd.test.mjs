// The handler where it is meant to be: in workerd, without nodejs_compat, with an old compatibility date
// and a new one, its Durable Object beside it.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { supportedCompatibilityDate } from "miniflare";
import { bundleWorker, startWorker } from "../runtimes/workerd.mjs";
import { BASE, EXECUTE, KEY, ORIGIN, read, refusalOf } from "./app.mjs";
import { Browser } from "./browser.mjs";
import { AlloyConnectivity, createSandbox, folder, serve } from "./package.mjs";

cpSync(fileURLToPath(new URL("programs", import.meta.url)), join(folder, "programs"), {
  recursive: true,
});
const modules = await bundleWorker(folder, "programs/worker.mjs");
const dates = ["2023-03-01", supportedCompatibilityDate];
const cells = [];
for (const date of dates) {
  for (const dialect of ["guide", "reference"]) cells.push(await openCell(date, dialect));
}
after(() => Promise.all(cells.map(({ close }) => close())));

for (const { date, dialect, ...app } of cells) {
  describe(`in workerd of ${date}, with an Alloy of the ${dialect} dialect`, () => {
    const { ask, own, page, sandbox, userId } = app;
    const words = dialect === "guide" ? "" : "/execute";
    const act = (credentialId, given) =>
      ask(`POST /connectors/notion/actions/post-search${words}`, { credentialId, ...given });

    it("a user connects, acts and disconnects", async () => {
      const browser = new Browser(app);
      const { status, location, outcome } = await browser.connect("notion", { returnTo: "/done" });
      assert.deepEqual([status, outcome.alloy_outcome], [302, "connected"]);
      assert.equal(new URL(location).pathname, "/done");
      assert.equal(browser.cookies.size, 0);
      const id = outcome.alloy_connection;
      const { connected } = await own("/told");
      assert.deepEqual(connected.at(-1), {
        ...{ userId, connectorId: "notion", connectionId: id, credentialId: id },
      });

      const alloy = page();
      assert.ok((await alloy.listConnections()).some((row) => row.id === id));
      assert.equal((await alloy.findConnection("notion")).id, id);
      const options = { connectionId: id };
      const { object } = await alloy.executeAction("notion", "post-search", {}, options);
      assert.equal(object, "list");
      assert.equal((await alloy.verifyConnection(id)).ok, true);
      const found = await alloy.notion(id).searchPages();
      assert.ok(found.length > 0);
      await alloy.deleteConnection(id, { connectorId: "notion" });
      await assert.rejects(alloy.getConnection(id), { name: "AlloyNotFoundError" });
    });

    it("both dialects' words are understood", async () => {
      const { outcome } = await new Browser(app).connect("notion");
      const credentialId = outcome.alloy_connection;
      const flat = { credentialId, parameters: { page_size: 1 } };
      const answer = await ask("POST /connectors/notion/actions/post-search", flat);
      assert.deepEqual([answer.status, answer.body.object], [200, "list"]);
      if (dialect === "guide") return;
      const { status, body } = await act(credentialId, { requestBody: { page_size: 1 } });
      assert.deepEqual([status, body.status, body.responseData.object], [200, "completed", "list"]);
    });

    it("of two who come back with one state at once, one has connected", async () => {
      const browser = new Browser(app);
      const { body } = await browser.begin("slack");
      const back = await sandbox.consent(body.url);
      const both = [0, 1].map(() => {
        const same = new Browser(app);
        same.cookies = new Map(browser.cookies);
        return same.comeBack(back);
      });
      const answers = await Promise.all(both);
      const codes = answers.map(({ outcome, body }) => outcome?.alloy_outcome ?? body.error.code);
      assert.deepEqual(codes.sort(), ["STATE_USED", "connected"]);
    });

    it("requests that overlap are served, over and over", async () => {
      const { outcome } = await new Browser(app).connect("notion");
      for (let round = 0; round < 3; round += 1) {
        const calls = Array.from({ length: 8 }, () => act(outcome.alloy_connection));
        const statuses = (await Promise.all(calls)).map(({ status }) => status);
        assert.deepEqual(statuses, Array(8).fill(200));
      }
    });

    it("what is refused is refused", async () => {
      const cases = {
        NOT_SIGNED_IN: ["GET /connectors", undefined, { "x-session": "" }],
        ROUTE_REFUSED: ["GET /users"],
        ROUTE_UNKNOWN: ["GET /nowhere"],
        METHOD_REFUSED: ["PUT /connectors", {}],
        CONNECTOR_REFUSED: ["GET /connectors/hubspot"],
        CROSS_ORIGIN: ["POST /connect/notion", {}, { origin: "https://elsewhere.example" }],
        BODY_TOO_LARGE: ["POST /connect/notion", { data: { a: "a".repeat(10_000) } }],
        NOT_FOUND: [`POST /connectors/notion/actions/a${words}`, { credentialId: "c" }],
      };
      for (const [code, given] of Object.entries(cases)) {
        assert.equal(refusalOf(await ask(...given)).code, code);
      }
    });

    it("what Alloy fails at is told, and no more of it than code and message", async () => {
      const { outcome } = await new Browser(app).connect("notion");
      sandbox.faults.next(EXECUTE[dialect], "reset");
      const before = (await own("/told")).errors.length;
      const answer = await act(outcome.alloy_connection);
      assert.deepEqual(refusalOf(answer), { status: 502, code: "NETWORK_FAILED" });
      const { errors } = await own("/told");
      assert.deepEqual(errors.slice(before), ["AlloyNetworkError NETWORK_FAILED"]);
    });

    it("the client was made once", async () => assert.equal((await own("/told")).made, 1));

    it("complains of nothing", () => assert.deepEqual(app.complaints, []));
  });

  if (dialect === "guide") {
    describe(`AlloyStateStore in workerd of ${date}`, () => {
      const { own } = app;
      const use = (id, until) => own(`/use?id=${id}&until=${until}`);

      it("says yes once, also to many at once", async () => {
        const until = Date.now() + 600_000;
        const answers = await Promise.all(Array.from({ length: 20 }, () => use("many", until)));
        assert.equal(answers.filter((yes) => yes).length, 1);
        assert.equal(await use("many", until), false);
        assert.equal(await use("another", until), true);
      });

      it("forgets when the time is over, and not before", async () => {
        const until = Date.now() + 500;
        assert.equal(await use("short", until), true);
        // It is asked until it has forgotten, which the test's own time limits.
        while (!(await use("short", until + 600_000))) {
          assert.ok(Date.now() < until + 60_000, "it was not forgotten");
        }
        assert.ok(Date.now() >= until, "it was forgotten too early");
      });
    });
  }
}

/** A Worker with the handler before a sandbox on a socket, and who uses it. */
async function openCell(date, dialect) {
  const sandbox = createSandbox({ dialect });
  const server = await serve(sandbox);
  const { worker, errors: complaints } = await startWorker(modules, {
    compatibilityDate: date,
    bindings: {
      ...{ ALLOY_API_KEY: sandbox.apiKey, ALLOY_BASE_URL: server.url },
      ...{ PUBLIC_ORIGIN: ORIGIN, STATE_KEY: KEY },
    },
    durableObjects: { STATES: { className: "AlloyStateStore", useSQLite: true } },
  });
  const { userId } = sandbox;
  const dispatch = (url, init) => worker.dispatchFetch(url, { redirect: "manual", ...init });
  const handler = async ({ url, method, headers, body }) =>
    dispatch(url, {
      method,
      headers: [...headers],
      body: body && (await new Response(body).text()),
    });

  const ask = async (route, body, headers) => {
    const [method, path] = route.split(" ");
    const answer = await dispatch(BASE + path, {
      method,
      headers: { "x-session": userId, "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    return read(answer);
  };
  const own = async (path) => (await dispatch(`${ORIGIN}${path}`)).json();
  const page = () =>
    new AlloyConnectivity({
      ...{ baseUrl: BASE, headers: { "x-session": userId }, fetch: dispatch },
    });
  const close = () => Promise.all([worker.dispose(), server.close()]);
  return { ...{ date, dialect, sandbox, userId, complaints, handler, ask, own, page, close } };
}
