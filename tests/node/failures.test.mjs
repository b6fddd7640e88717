// What goes wrong on the way: rejected as by Node's own fetch, and never twice sent.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { describe, it } from "node:test";
import { createFetch, fetch } from "../../pkg/node/index.js";
import { ended, listen, serveHttp, serveTcp } from "./serving.mjs";

/** Asserts a TypeError with these words, caused by an error with this code. */
const failing = (promise, message, code) =>
  assert.rejects(promise, (error) => {
    assert.ok(error instanceof TypeError, String(error));
    assert.equal(error.message, message);
    assert.ok(error.cause instanceof Error);
    if (code !== undefined) assert.equal(error.cause.code, code);
    return true;
  });

describe("no answer", () => {
  it("where nobody listens", async (test) => {
    const { port } = await listen(test, createServer());
    const held = connect(port, "127.0.0.1");
    await once(held, "connect");
    // The near end of a connection has a port of its own, which nobody else is given meanwhile.
    for (const host of ["127.0.0.1", "localhost"]) {
      await failing(fetch(`http://${host}:${held.localPort}`), "fetch failed", "ECONNREFUSED");
    }
  });

  it("where the connection is reset", async (test) => {
    const { url } = await serveTcp(test, (socket) => socket.resetAndDestroy());
    await failing(fetch(url), "fetch failed", "ECONNRESET");
  });

  it("where the connection is closed", async (test) => {
    const { url } = await serveTcp(test, (socket) => socket.end());
    await failing(fetch(url), "fetch failed", "ECONNRESET");
  });

  it("where it breaks off amid its headers", async (test) => {
    const { url } = await serveTcp(test, (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-le"));
    await failing(fetch(url), "fetch failed", "ECONNRESET");
  });

  for (const [what, answer] of [
    ["is not HTTP", "220 mail.example ESMTP\r\n\r\n"],
    ["has a length that is none", "HTTP/1.1 200 OK\r\ncontent-length: a\r\n\r\n"],
    ["has two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab"],
    ["has headers without end", `HTTP/1.1 200 OK\r\nx-a: ${"a".repeat(100_000)}`],
  ]) {
    it(`that ${what}`, async (test) => {
      const { url, sockets } = await serveTcp(test, (socket) => socket.write(answer));
      await failing(fetch(url), "fetch failed");
      await ended(sockets[0]);
    });
  }

  it("but another protocol, which nobody asked for", async (test) => {
    const { url } = await serveTcp(test, (socket) =>
      socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: a\r\n\r\n"),
    );
    await failing(fetch(url), "fetch failed");
  });
});

describe("an answer that breaks off", () => {
  const head = "HTTP/1.1 200 OK\r\n";
  const cases = {
    "within its length": `${head}content-length: 100\r\n\r\npart`,
    "before the first byte of its length": `${head}content-length: 100\r\n\r\n`,
    "within a chunk": `${head}transfer-encoding: chunked\r\n\r\n8\r\npart`,
    "between two chunks": `${head}transfer-encoding: chunked\r\n\r\n4\r\npart\r\n`,
    "before what it was compressed from is whole": `${head}content-encoding: gzip\r\ncontent-length: 9\r\n\r\n`,
  };
  for (const [where, answer] of Object.entries(cases)) {
    for (const [how, end] of [
      ["closed", (socket) => socket.end()],
      ["reset", (socket) => socket.resetAndDestroy()],
    ]) {
      it(`${where}, ${how}`, async (test) => {
        const { url } = await serveTcp(test, (socket) => {
          socket.write(answer);
          setTimeout(end, 20, socket);
        });
        const reading = async (member) => (await fetch(url))[member]();
        for (const member of ["text", "json", "arrayBuffer", "bytes"]) {
          await failing(reading(member), "terminated", "ECONNRESET");
        }
        const { body } = await fetch(url);
        await failing(body.getReader().read(), "terminated", "ECONNRESET");
        // Nobody reads: nothing is thrown past the promises.
        await fetch(url);
      });
    }
  }

  it("and has no length is whole when it is closed, and not when it is reset", async (test) => {
    const { url } = await serveTcp(test, (socket, request) => {
      socket.write(`${head}\r\npart`);
      const isReset = request.startsWith("GET /reset");
      setTimeout(() => (isReset ? socket.resetAndDestroy() : socket.end()), 20);
    });
    assert.equal(await (await fetch(`${url}/closed`)).text(), "part");
    await failing(
      fetch(`${url}/reset`).then((answer) => answer.text()),
      "terminated",
      "ECONNRESET",
    );
  });

  it("within a chunk that is none", async (test) => {
    const { url } = await serveTcp(test, (socket) =>
      socket.write(`${head}transfer-encoding: chunked\r\n\r\nnot a number\r\n`),
    );
    await failing(
      fetch(url).then((answer) => answer.text()),
      "terminated",
    );
  });

  it("is known to be broken when it is asked for late", async (test) => {
    const { url, sockets } = await serveTcp(test, (socket) =>
      socket.end(`${head}content-length: 100\r\n\r\npart`),
    );
    const answer = await fetch(url);
    await ended(sockets[0]);
    await failing(answer.text(), "terminated");
    await assert.rejects(answer.text(), TypeError);
  });
});

describe("a request whose outcome is unknown", () => {
  for (const method of ["POST", "GET"]) {
    it(`is not sent again: ${method} on a connection that the server drops`, async (test) => {
      const requests = [];
      const { url, sockets } = await serveTcp(test, (socket, request) => {
        requests.push(request);
        if (requests.length > 1) return socket.destroy();
        return socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
      });
      const fetch = createFetch();
      await (await fetch(url, { method })).text();
      await failing(fetch(url, { method }), "fetch failed", "ECONNRESET");
      assert.deepEqual([requests.length, sockets.length], [2, 1]);
      fetch.close();
    });
  }
});

describe("an answer that comes before its time", () => {
  it("is taken while the request is still going out", async (test) => {
    const { url } = await serveHttp(test, (request, response) => {
      response.writeHead(413, { connection: "close" }).end("too large");
      request.resume();
    });
    const answer = await fetch(url, { method: "POST", body: Buffer.alloc(10_000_000) });
    assert.deepEqual([answer.status, await answer.text()], [413, "too large"]);
  });

  it("is not taken for that of the next request", async (test) => {
    const { url, sockets } = await serveTcp(test, (socket) =>
      socket.write(
        "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nfirstHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfake",
      ),
    );
    const fetch = createFetch();
    assert.equal(await (await fetch(url)).text(), "first");
    await ended(sockets[0]);
    assert.equal(await (await fetch(url)).text(), "first");
    fetch.close();
  });
});
