// What is read: what Node's own fetch would give.
import assert from "node:assert/strict";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { createFetch, fetch } from "../../pkg/node/index.js";
import { ended, serveHttp, serveTcp } from "./serving.mjs";

const { fetch: builtIn } = globalThis;

/** Answers each request with these bytes. */
const serveBytes = (test, bytes, headers) =>
  serveHttp(test, (_, response) => response.writeHead(200, headers).end(bytes));

describe("the head of an answer", () => {
  const head = ({ status, statusText, ok, url, redirected, type, bodyUsed, headers }) => ({
    ...{ status, statusText, ok, url, redirected, type, bodyUsed, headers: [...headers] },
  });

  for (const status of [200, 201, 204, 304, 404, 429, 500, 599]) {
    it(`with ${status} is that of Node's own fetch`, async (test) => {
      const { url } = await serveHttp(test, (_, response) => {
        response.sendDate = false;
        response.setHeader("set-cookie", ["a=b; expires=Sun, 22 Nov 2026 10:00:00 GMT", "c=d"]);
        response.setHeader("X-Twice", ["1", "2"]);
        response.setHeader("x-empty", "");
        response.setHeader("constructor", "a name that every object has");
        response.writeHead(status, "In other words").end();
      });
      const answers = [await fetch(`${url}/a?b#c`), await builtIn(`${url}/a?b#c`)];
      const [ours, theirs] = answers.map(head);
      assert.deepEqual(ours, theirs);
      assert.equal(ours.status, status);
      assert.equal(answers[0].body === null, answers[1].body === null);
    });
  }

  it("has its headers by name, in any case", async (test) => {
    const { url } = await serveBytes(test, "", { "X-A": ["1", "2"], "set-cookie": ["c=d", "e=f"] });
    const { headers } = await fetch(url);
    assert.equal(headers.get("x-a"), "1, 2");
    assert.equal(headers.get("X-a"), "1, 2");
    assert.equal(headers.get("toString"), null);
    assert.deepEqual(
      [headers.has("X-A"), headers.has("x-b"), headers.has("__proto__")],
      [true, false, false],
    );
    assert.deepEqual(headers.getSetCookie(), ["c=d", "e=f"]);
    assert.deepEqual(
      [...headers.keys()],
      [...headers].map(([name]) => name),
    );
    assert.deepEqual(
      [...headers.values()],
      [...headers.entries()].map(([, value]) => value),
    );
    const seen = [];
    headers.forEach(function (value, name, all) {
      seen.push([name, value, this === seen, all === headers]);
    }, seen);
    assert.deepEqual(
      seen,
      [...headers].map((entry) => [...entry, true, true]),
    );
    assert.deepEqual([...new Headers(headers)], [...headers]);
  });

  it("cannot be changed", async (test) => {
    const { url } = await serveBytes(test, "");
    const { headers } = await fetch(url);
    for (const method of ["append", "delete", "set"]) {
      assert.throws(() => headers[method]("x-a", "b"), TypeError);
    }
  });

  it("may come late, after a word that it is on its way", async (test) => {
    const { url } = await serveHttp(test, (_, response) => {
      response.writeProcessing();
      response.writeEarlyHints({ link: "</a>; rel=preload" });
      response.end("a");
    });
    const answer = await fetch(url);
    assert.deepEqual([answer.status, await answer.text()], [200, "a"]);
  });
});

describe("the body of an answer", () => {
  const TEXT = JSON.stringify({ a: "hübsch 📄" });

  it("is text, JSON, bytes or a blob", async (test) => {
    const { url } = await serveBytes(test, TEXT, { "content-type": "application/json" });
    assert.equal(await (await fetch(url)).text(), TEXT);
    assert.deepEqual(await (await fetch(url)).json(), JSON.parse(TEXT));
    const buffer = await (await fetch(url)).arrayBuffer();
    assert.ok(buffer instanceof ArrayBuffer);
    assert.equal(Buffer.from(buffer).toString(), TEXT);
    const bytes = await (await fetch(url)).bytes();
    assert.equal(Object.getPrototypeOf(bytes), Uint8Array.prototype);
    assert.equal(bytes.buffer.byteLength, Buffer.byteLength(TEXT));
    const blob = await (await fetch(url)).blob();
    assert.deepEqual([blob.type, await blob.text()], ["application/json", TEXT]);
  });

  it("is a form", async (test) => {
    const type = "application/x-www-form-urlencoded";
    const { url } = await serveBytes(test, "a=b&c=%C3%BC", { "content-type": type });
    const form = await (await fetch(url)).formData();
    assert.deepEqual(
      [...form],
      [
        ["a", "b"],
        ["c", "ü"],
      ],
    );
  });

  it("that is no JSON is a SyntaxError", async (test) => {
    const { url } = await serveBytes(test, "<!doctype html>");
    await assert.rejects((await fetch(url)).json(), SyntaxError);
  });

  it("is read once", async (test) => {
    const { url } = await serveBytes(test, TEXT);
    for (const first of ["text", "json", "arrayBuffer", "bytes", "blob"]) {
      for (const second of ["text", "json", "arrayBuffer", "bytes", "blob", "formData"]) {
        const answer = await fetch(url);
        assert.equal(answer.bodyUsed, false);
        const reading = answer[first]();
        assert.equal(answer.bodyUsed, true);
        await assert.rejects(answer[second](), TypeError);
        await reading;
        await assert.rejects(answer[second](), TypeError);
        assert.throws(() => answer.clone(), TypeError);
        await assert.rejects(answer.body.getReader().read(), TypeError);
      }
    }
  });

  it("is a stream", async (test) => {
    const { url } = await serveBytes(test, TEXT);
    const answer = await fetch(url);
    assert.equal(answer.body, answer.body);
    await new Promise(setImmediate);
    assert.equal(answer.bodyUsed, false);
    assert.equal(await text(answer.body), TEXT);
    assert.equal(answer.bodyUsed, true);
    await assert.rejects(answer.text(), TypeError);

    const locked = await fetch(url);
    locked.body.getReader();
    assert.equal(locked.bodyUsed, false);
    await assert.rejects(locked.text(), TypeError);
  });

  it("is nothing where there can be none, however often it is read", async (test) => {
    const { url } = await serveHttp(test, ({ url }, response) => {
      response.writeHead(Number(url.slice(1)), { "content-encoding": "gzip" }).end();
    });
    for (const [path, init] of [["/204"], ["/304"], ["/200", { method: "HEAD" }]]) {
      const answer = await fetch(url + path, init);
      assert.equal(answer.body, null);
      assert.equal(await answer.text(), "");
      assert.equal(answer.bodyUsed, false);
      assert.equal((await answer.arrayBuffer()).byteLength, 0);
    }
  });

  it("is there once for each clone", async (test) => {
    const { url } = await serveBytes(test, TEXT, { "x-a": "b" });
    const answer = await fetch(url);
    const copy = answer.clone();
    assert.deepEqual([copy.status, copy.url, copy.headers.get("x-a")], [200, answer.url, "b"]);
    assert.equal(await answer.text(), TEXT);
    assert.equal(copy.bodyUsed, false);
    assert.deepEqual(await copy.json(), JSON.parse(TEXT));
  });
});

describe("text", () => {
  const utf8 = (text) => [...Buffer.from(text)];
  const cases = {
    nothing: [],
    ASCII: utf8("plain"),
    "two, three and four bytes a character": utf8("ü“📄"),
    "a byte order mark": [0xef, 0xbb, 0xbf, ...utf8("{}")],
    "a byte order mark alone": [0xef, 0xbb, 0xbf],
    "half a byte order mark": [0xef, 0xbb],
    "a byte that is never UTF-8": [0x61, 0xff, 0x62],
    "a byte that continues nothing": [0x80, 0x61],
    "a character that breaks off": [0x61, 0xf0, 0x9f, 0x93],
    "a character that breaks off for another": [0xf0, 0x9f, 0x61],
    "a surrogate": [0xed, 0xa0, 0x80],
    "a character in too many bytes": [0xe0, 0x80, 0x80],
    "Latin-1": [0x68, 0xfc, 0x62],
    "UTF-16": [0xff, 0xfe, 0x61, 0x00],
  };
  for (const [what, bytes] of Object.entries(cases)) {
    it(`is decoded as by Node's own fetch: ${what}`, async (test) => {
      const { url } = await serveHttp(test, (request, response) => {
        if (request.url === "/whole") return response.end(Buffer.from(bytes));
        // A chunk for each byte, so that characters are torn.
        for (const byte of bytes) response.write(Buffer.of(byte));
        return response.end();
      });
      const expected = await (await builtIn(`${url}/whole`)).text();
      assert.equal(await (await fetch(`${url}/whole`)).text(), expected);
      assert.equal(await (await fetch(`${url}/torn`)).text(), expected);
    });
  }

  it("of many megabytes arrives whole", async (test) => {
    const long = "0123456789 “quoted” ".repeat(500_000);
    const { url } = await serveBytes(test, long);
    assert.equal(await (await fetch(url)).text(), long);
  });

  it("that ends with its connection arrives whole", async (test) => {
    const { url } = await serveTcp(test, (socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\npart");
      setTimeout(() => socket.end(" and part"), 20);
    });
    assert.equal(await (await fetch(url)).text(), "part and part");
  });
});

describe("an answer that nobody reads", () => {
  it("leaves its connection to the next request", async (test) => {
    const { url, sockets } = await serveBytes(test, "unread");
    const fetch = createFetch();
    for (let call = 0; call < 5; call++) {
      await fetch(url);
      // So short an answer came at once; its connection is free in the next turn.
      await new Promise(setImmediate);
    }
    assert.equal(sockets.length, 1);
    fetch.close();
  });

  it("does not fill the memory: what is long waits, and comes when it is asked for", async (test) => {
    const PIECES = 64;
    let sent = 0;
    const { url } = await serveHttp(test, async (_, response) => {
      const piece = Buffer.alloc(1_000_000);
      for (; sent < PIECES; sent++) {
        if (!response.write(piece)) await once(response, "drain");
      }
      response.end();
    });
    const answer = await fetch(url);
    // Until nothing moves any more: the buffers of the two sockets are full.
    for (let before = -1; before < sent;) {
      before = sent;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    assert.ok(sent < PIECES, "all of it was taken");
    assert.equal((await answer.arrayBuffer()).byteLength, PIECES * 1_000_000);
  });
});

describe("an answer that is cancelled", () => {
  it("ends its connection where more is to come", async (test) => {
    const { url, sockets } = await serveHttp(test, (_, response) => response.write("part"));
    const answer = await fetch(url);
    assert.equal(await answer.body.cancel(), undefined);
    await ended(sockets[0]);
    assert.equal(answer.bodyUsed, true);
    await assert.rejects(answer.text(), TypeError);
  });

  it("ends it also where it was long and waits", async (test) => {
    const { url, sockets } = await serveBytes(test, Buffer.alloc(64 * 1024 * 1024));
    const answer = await fetch(url);
    await answer.body.cancel();
    await ended(sockets[0]);
  });

  it("keeps its connection where all has come", async (test) => {
    const { url, sockets } = await serveBytes(test, "all of it");
    const fetch = createFetch();
    for (let call = 0; call < 5; call++) {
      const answer = await fetch(url);
      await answer.body.cancel();
      await (await fetch(url)).text();
    }
    assert.equal(sockets.length, 1);
    fetch.close();
  });

  it("goes on for its clone", async (test) => {
    let response;
    const { url } = await serveHttp(test, (_, given) => (response = given).write("part"));
    const answer = await fetch(url);
    const copy = answer.clone();
    await answer.body.cancel();
    response.end(" and part");
    assert.equal(await copy.text(), "part and part");
  });

  it("is one that was being read as a stream", async (test) => {
    const { url, sockets } = await serveHttp(test, (_, response) => response.write("part"));
    const reader = (await fetch(url)).body.getReader();
    const reading = reader.read();
    await reader.cancel();
    assert.deepEqual(await reading, { done: true, value: undefined });
    await ended(sockets[0]);
  });
});
