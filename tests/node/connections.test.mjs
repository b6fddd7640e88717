// Connections: kept for the next request, and for nobody longer than they should be.
import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { createFetch } from "../../pkg/node/index.js";
import { ended, serveHttp } from "./serving.mjs";

/** A `fetch` of the test's own. */
function openFetch(test, options) {
  const fetch = createFetch(options);
  test.after(() => fetch.close());
  return fetch;
}

const times = (count, call) => Promise.all(Array.from({ length: count }, call));

describe("a connection", () => {
  it("serves one request after the other", async (test) => {
    const { url, sockets } = await serveHttp(test, (request, response) =>
      request.resume().on("end", () => response.end("answer")),
    );
    const fetch = openFetch(test);
    for (let call = 0; call < 50; call++) {
      const answer = await fetch(url, call % 2 ? { method: "POST", body: "{}" } : {});
      assert.equal(await answer.text(), "answer");
    }
    assert.equal(sockets.length, 1);
  });

  it("is one of many when many requests are under way, and they are kept", async (test) => {
    const waiting = [];
    const { url, sockets } = await serveHttp(test, (_, response) => {
      waiting.push(response);
      // All at once: a request that waited for another's connection would wait for ever.
      if (waiting.length === 64) for (const each of waiting.splice(0)) each.end("answer");
    });
    const fetch = openFetch(test);
    for (let round = 0; round < 3; round++) {
      await times(64, async () => assert.equal(await (await fetch(url)).text(), "answer"));
    }
    assert.equal(sockets.length, 64);
  });

  it("is one of so many as are allowed", async (test) => {
    const waiting = [];
    const { url, sockets } = await serveHttp(test, (_, response) => {
      waiting.push(response);
      // With fewer at once, they would wait for ever.
      if (waiting.length === 3) for (const each of waiting.splice(0)) each.end("answer");
    });
    const fetch = openFetch(test, { maxSockets: 3 });
    await times(30, async () => assert.equal(await (await fetch(url)).text(), "answer"));
    assert.equal(sockets.length, 3);
  });

  it("is nobody else's", async (test) => {
    const { url, sockets } = await serveHttp(test, (_, response) => response.end());
    await openFetch(test)(url);
    await openFetch(test)(url);
    assert.equal(sockets.length, 2);
  });

  it("is kept for so long", async (test) => {
    const { url, sockets } = await serveHttp(test, (_, response) => response.end());
    await openFetch(test, { keepAliveMs: 50 })(url);
    await ended(sockets[0]);
  });

  it("may be in use for longer than it is kept", async (test) => {
    const { url } = await serveHttp(test, (_, response) => {
      response.write("slow");
      setTimeout(() => response.end(" answer"), 200);
    });
    const answer = await openFetch(test, { keepAliveMs: 20 })(url);
    assert.equal(await answer.text(), "slow answer");
  });

  it("is kept for no longer than the server says", async (test) => {
    const { url, sockets } = await serveHttp(test, (_, response) => {
      response.setHeader("connection", "keep-alive");
      response.setHeader("keep-alive", "timeout=2");
      response.end();
    });
    await openFetch(test, { keepAliveMs: 2_000_000 })(url);
    await ended(sockets[0]);
  });

  it("is not kept where the server will not", async (test) => {
    const { url, sockets } = await serveHttp(test, (_, response) =>
      response.writeHead(200, { connection: "close" }).end(),
    );
    const fetch = openFetch(test);
    for (let call = 0; call < 3; call++) await fetch(url);
    assert.equal(sockets.length, 3);
  });

  it("is left when the server hangs up while nobody uses it", async (test) => {
    const { url, sockets } = await serveHttp(test, (_, response) => response.end("answer"));
    const fetch = openFetch(test);
    await (await fetch(url)).text();
    sockets[0].end();
    await ended(sockets[0]);
    assert.equal(await (await fetch(url)).text(), "answer");
    assert.equal(sockets.length, 2);
  });
});

describe("close()", () => {
  it("ends connections that wait for a request", async (test) => {
    const { url, sockets } = await serveHttp(test, (_, response) => response.end());
    const fetch = createFetch({ keepAliveMs: 2_000_000 });
    await times(3, () => fetch(url));
    fetch.close();
    await Promise.all(sockets.map(ended));
    await assert.rejects(fetch(url), { name: "TypeError", message: /closed/ });
  });

  it("ends calls under way, wherever they are", async (test) => {
    const { url, sockets, server } = await serveHttp(test, (request, response) => {
      if (request.url === "/part") response.write("part");
    });
    const fetch = createFetch({ maxSockets: 2 });
    const part = await fetch(`${url}/part`);
    const reading = part.text();
    const waitsForHeaders = fetch(url);
    await once(server, "request");
    const waitsForConnection = fetch(url);
    fetch.close();
    for (const call of [reading, waitsForHeaders, waitsForConnection]) {
      await assert.rejects(call, { name: "TypeError", message: /closed/ });
    }
    await Promise.all(sockets.map(ended));
    // The one that waited gets no connection after all.
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(sockets.length, 2);
  });

  it("ends a call that was begun in the same turn, and every later one", async (test) => {
    const { url, sockets } = await serveHttp(test, (_, response) => response.end());
    const fetch = createFetch();
    const first = fetch(url);
    fetch.close();
    fetch.close();
    for (const call of [first, fetch(url)]) {
      await assert.rejects(call, { name: "TypeError", message: /closed/ });
    }
    assert.equal(sockets.length, 0);
  });

  it("leaves what has come to its reader", async (test) => {
    const { url } = await serveHttp(test, (_, response) => response.end("answer"));
    const fetch = createFetch();
    const answer = await fetch(url);
    fetch.close();
    assert.equal(await answer.text(), "answer");
  });
});

describe("an option that cannot be meant", () => {
  for (const [option, values] of Object.entries({
    maxSockets: [0, -1, 1.5, "8", NaN, null],
    keepAliveMs: [0, -1, 1.5, "8", NaN, null, Infinity, 2 ** 31],
  })) {
    for (const value of values) {
      it(`is refused by its name: ${option} ${JSON.stringify(value) ?? value}`, () => {
        assert.throws(() => createFetch({ [option]: value }), {
          name: "TypeError",
          message: new RegExp(`^${option} must be`),
        });
      });
    }
  }
});
