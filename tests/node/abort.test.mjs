// The caller's signal: it ends a call wherever the call is, and keeps nothing.
import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { createFetch, fetch } from "../../pkg/node/index.js";
import { ended, serveHttp } from "./serving.mjs";

/** What a promise is rejected with. */
const rejection = (promise) =>
  promise.then(
    () => assert.fail("resolved"),
    (reason) => reason,
  );

describe("a signal ends a call", () => {
  for (const [reason, what] of [
    [undefined, "no reason"],
    [null, "null"],
    ["enough", "a string"],
    [new Error("mine"), "an error"],
  ]) {
    it(`before it begins, with ${what}: nothing is sent`, async (test) => {
      const { url, sockets } = await serveHttp(test, (_, response) => response.end());
      const signal = AbortSignal.abort(reason);
      assert.equal(await rejection(fetch(url, { signal })), signal.reason);
      await fetch(url);
      assert.equal(sockets.length, 1, "connections, the one just made included");
    });

    it(`before the headers, with ${what}`, async (test) => {
      const { url, sockets, server } = await serveHttp(test, () => {});
      const controller = new AbortController();
      const { signal } = controller;
      const rejected = rejection(fetch(url, { signal }));
      await once(server, "request");
      controller.abort(reason);
      assert.equal(await rejected, signal.reason);
      await ended(sockets[0]);
    });

    it(`within the body, with ${what}`, async (test) => {
      const { url, sockets } = await serveHttp(test, (_, response) => response.write("part"));
      const controller = new AbortController();
      const { signal } = controller;
      const [read, unread, streamed] = await Promise.all(
        [1, 2, 3].map(() => fetch(url, { signal })),
      );
      const rejected = [rejection(read.text()), rejection(streamed.body.getReader().read())];
      controller.abort(reason);
      // Also for one who asks for the body only now.
      for (const each of [...rejected, rejection(unread.text())]) {
        assert.equal(await each, signal.reason);
      }
      await Promise.all(sockets.map(ended));
    });
  }

  it("at once, in the turn in which it was begun", async (test) => {
    const { url } = await serveHttp(test, (_, response) => response.end());
    // Twice: for the first call of all, http itself is yet to be loaded.
    const fetch = createFetch();
    for (const _ of [1, 2]) {
      const controller = new AbortController();
      const rejected = rejection(fetch(url, { signal: controller.signal }));
      controller.abort();
      assert.equal(await rejected, controller.signal.reason);
    }
    fetch.close();
  });

  it("that waits for a connection, which is not lost", async (test) => {
    const { url, sockets } = await serveHttp(test, ({ url }, response) => {
      if (url === "/free") response.end();
    });
    const fetch = createFetch({ maxSockets: 1 });
    const controllers = [1, 2].map(() => new AbortController());
    const rejected = controllers.map(({ signal }) => rejection(fetch(url, { signal })));
    const next = fetch(`${url}/free`);
    controllers[1].abort("tired of waiting");
    assert.equal(await rejected[1], "tired of waiting");
    controllers[0].abort("make room");
    assert.equal(await rejected[0], "make room");
    assert.equal((await next).status, 200);
    assert.ok(sockets.length <= 2);
    fetch.close();
  });

  it("while the answer is being decoded", async (test) => {
    const coded = gzipSync(Buffer.alloc(50_000_000));
    const { url } = await serveHttp(test, (_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(coded),
    );
    const controller = new AbortController();
    const { signal } = controller;
    const answer = await fetch(url, { signal });
    const rejected = rejection(answer.text());
    setImmediate(() => controller.abort("too long"));
    assert.equal(await rejected, "too long");
  });

  it("when its time has passed", async (test) => {
    const { url } = await serveHttp(test, () => {});
    const { name } = await rejection(fetch(url, { signal: AbortSignal.timeout(20) }));
    assert.equal(name, "TimeoutError");
  });

  it("and no other", async (test) => {
    const { url, server } = await serveHttp(test, (_, response) =>
      server.once("answer", () => response.end("answer")),
    );
    const controller = new AbortController();
    const rejected = rejection(fetch(url, { signal: controller.signal }));
    const other = fetch(url);
    while (server.listenerCount("answer") < 2) await once(server, "request");
    controller.abort("enough");
    assert.equal(await rejected, "enough");
    server.emit("answer");
    assert.equal(await (await other).text(), "answer");
  });

  it("and nothing when it is over", async (test) => {
    const { url, sockets } = await serveHttp(test, (_, response) => response.end("answer"));
    const fetch = createFetch();
    const controller = new AbortController();
    const { signal } = controller;
    const read = await fetch(url, { signal });
    assert.equal(await read.text(), "answer");
    const unread = await fetch(url, { signal });
    controller.abort();
    assert.equal(await unread.text(), "answer");
    await (await fetch(url)).text();
    assert.equal(sockets.length, 1);
    fetch.close();
  });

  for (const [reason, rejectedWith] of [
    ["mine", (rejected) => assert.equal(rejected, "mine")],
    [undefined, ({ name }) => assert.equal(name, "AbortError")],
  ]) {
    it(`that is not of this platform's making, reason ${reason}`, async (test) => {
      const { url, server } = await serveHttp(test, (request, response) => {
        if (request.url === "/answer") response.end("answer");
      });
      const listeners = new Set();
      const signal = {
        aborted: false,
        addEventListener: (type, listener) => listeners.add(listener),
        removeEventListener: (type, listener) => listeners.delete(listener),
      };
      assert.equal(await (await fetch(`${url}/answer`, { signal })).text(), "answer");
      const during = rejection(fetch(url, { signal }));
      await once(server, "request");
      Object.assign(signal, { aborted: true, reason });
      for (const listener of listeners) listener();
      rejectedWith(await during);
      rejectedWith(await rejection(fetch(url, { signal })));
      assert.equal(listeners.size, 0);
    });
  }
});

describe("no listener stays on a signal", () => {
  const handlers = {
    whole: (response) => response.end("whole"),
    error: (response) => response.writeHead(500).end("error"),
    empty: (response) => response.writeHead(204).end(),
    redirect: (response) => response.writeHead(302, { location: "/" }).end(),
    corrupt: (response) => response.writeHead(200, { "content-encoding": "gzip" }).end("no gzip"),
    coded: (response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("coded")),
    reset: (response) => response.socket.resetAndDestroy(),
    cut: (response) => {
      response.writeHead(200, { "content-length": 100 }).write("part");
      setTimeout(() => response.destroy(), 20);
    },
    endless: (response) => response.write("part"),
    silent: () => {},
  };
  const read = (answer) => answer.text();
  const cases = [
    ...["whole", "error", "empty", "redirect", "corrupt", "coded", "reset", "cut"].map((fault) => [
      `after ${fault}`,
      fault,
      read,
    ]),
    ["after an answer that nobody read", "whole", () => new Promise(setImmediate)],
    ["after a refused redirect", "redirect", read, { redirect: "error" }],
    ["after an answer that was cancelled", "endless", (answer) => answer.body.cancel()],
    ["after the abort of a silent call", "silent", read, {}, "abort"],
    ["after the abort of an endless answer", "endless", read, {}, "abort"],
    ["after the end of all connections", "endless", read, {}, "close"],
    ["after a header that cannot be sent", "whole", read, { headers: { "x-a": "\n" } }],
  ];
  for (const [when, fault, then, init, end] of cases) {
    it(when, async (test) => {
      const { url, server } = await serveHttp(test, (_, response) => handlers[fault](response));
      const controller = new AbortController();
      const { signal } = controller;
      const listeners = new Set();
      signal.addEventListener = (type, listener) => {
        listeners.add(listener);
        EventTarget.prototype.addEventListener.call(signal, type, listener);
      };
      signal.removeEventListener = (type, listener) => {
        listeners.delete(listener);
        EventTarget.prototype.removeEventListener.call(signal, type, listener);
      };
      const fetch = createFetch();
      const call = fetch(url, { signal, ...init }).then(then);
      call.catch(() => {});
      if (!init?.headers) {
        await once(server, "request");
        assert.equal(listeners.size, 1, "it was never listened to");
      }
      if (end === "abort") controller.abort();
      if (end === "close") fetch.close();
      await call.catch(() => {});
      assert.equal(listeners.size, 0);
      fetch.close();
    });
  }
});
