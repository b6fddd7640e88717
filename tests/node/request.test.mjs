// What is sent: what Node's own fetch would send, and nothing that cannot be sent safely.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fetch } from "../../pkg/node/index.js";
import { ended, mirror, serveHttp, serveTcp } from "./serving.mjs";

const { fetch: builtIn } = globalThis;

describe("a request is that of Node's own fetch", () => {
  const json = { "content-type": "application/json" };
  const cases = {
    "without options": undefined,
    "a method in small letters": { method: "delete" },
    "a method that fetch does not know": { method: "MOVE", body: "x" },
    "no body, where one is usual": { method: "POST" },
    "an empty body": { method: "POST", body: "" },
    "a body of more bytes than characters": { method: "POST", body: "hübsch 📄" },
    "a body that is no text": { method: "PUT", body: new Uint8Array([0, 255, 128, 10]) },
    "a body that is a part of another": { method: "PUT", body: Buffer.from("abcd").subarray(1, 3) },
    "a body that is a form's": { method: "POST", body: new URLSearchParams({ a: "b c", d: "ü" }) },
    "a body where none is usual": { method: "DELETE", body: '{"a":1}' },
    "headers as an object": { headers: { "X-A": "b", Accept: "text/plain", "X-Number": 7 } },
    "headers as Headers": { headers: new Headers({ "X-A": "b" }) },
    "headers as entries, one twice": { headers: Object.entries({ "x-a": "b", "X-A": "c" }) },
    "headers as a Map": { headers: new Map([["x-a", ""]]) },
    "a content type of the caller's": { method: "POST", body: "{}", headers: json },
    "members that are null": { body: null, signal: null },
  };
  // Those in which the two differ, each for its reasons.
  const OWN = ["accept-encoding", "accept-language", "sec-fetch-mode"];

  for (const [what, init] of Object.entries(cases)) {
    it(what, async (test) => {
      const { url } = await serveHttp(test, mirror);
      const sent = async (fetch) => {
        const { headers, ...request } = await (await fetch(`${url}/a b?c=ü&d#e`, init)).json();
        for (const name of OWN) delete headers[name];
        return { ...request, headers };
      };
      const expected = await sent(builtIn);
      assert.deepEqual(await sent(fetch), expected);
      assert.equal(expected.url, "/a%20b?c=%C3%BC&d");
    });
  }

  it("to a URL that is an object", async (test) => {
    const { url } = await serveHttp(test, mirror);
    assert.equal((await (await fetch(new URL(`${url}/a`))).json()).url, "/a");
  });
});

describe("a request", () => {
  it("takes answers that are compressed, unless the caller says which", async (test) => {
    const { url } = await serveHttp(test, mirror);
    const accepted = async (headers) =>
      (await (await fetch(url, { headers })).json()).headers["accept-encoding"];
    assert.equal(await accepted({}), "gzip, deflate, br");
    assert.equal(await accepted({ "Accept-Encoding": "identity" }), "identity");
  });

  it("is to the host that the caller names", async (test) => {
    const { url } = await serveHttp(test, mirror);
    const answer = await fetch(url, { headers: { host: "host.example" } });
    assert.equal((await answer.json()).headers.host, "host.example");
  });

  it("has headers in Latin-1 and text in UTF-8", async (test) => {
    let sent = "";
    const { url } = await serveTcp(test, (socket, data) => {
      sent += data;
      if (sent.endsWith("\u00c3\u00bc")) socket.write("HTTP/1.1 204 No Content\r\n\r\n");
    });
    await fetch(url, { method: "POST", headers: { "x-a": "\u00e4" }, body: "\u00fc" });
    const [head, body] = sent.split("\r\n\r\n");
    assert.match(head, /^x-a: \u00e4$/m);
    assert.match(head, /^content-length: 2$/m);
    assert.equal(body, "\u00c3\u00bc");
  });

  it("sends a large body whole", async (test) => {
    const { url } = await serveHttp(test, mirror);
    const body = Buffer.alloc(20_000_000, "abcdefg");
    const answer = await fetch(url, { method: "POST", body });
    assert.equal((await answer.json()).body.length, body.toString("base64").length);
  });
});

describe("a request is refused, and nothing is sent", () => {
  const headers = (name, value) => ({ headers: { [name]: value } });
  const post = (body) => ({ method: "POST", body });
  const cases = [
    ["a line break in a header", headers("x-a", "b\r\nx-c: d"), /x-a/],
    ["a line feed alone in a header", headers("x-a", "b\nx-c: d"), /x-a/],
    ["a NUL in a header", headers("x-a", "b\0"), /x-a/],
    ["a character beyond Latin-1 in a header", headers("x-a", "📄"), /x-a/],
    ["a line break in a header's name", headers("x-a\r\nx-c", "b"), /header name/i],
    ["a header without a name", headers("", "b"), /header name/i],
    ["a symbol in a header", headers("x-a", Symbol("b"))],
    ["a line break in the method", { method: "GET / HTTP/1.1\r\nx-a: b" }, /method/i],
    ["headers that are a string", { headers: "x-a: b" }, /headers/],
    ["a header that would split the message", headers("Content-Length", "1"), /content-length/],
    ["a header that would frame it anew", headers("Transfer-Encoding", "a"), /transfer-encoding/],
    ["a header that would make it another protocol", headers("Upgrade", "a"), /upgrade/],
    ["CONNECT", { method: "connect" }, /CONNECT/],
    ["TRACE", { method: "TRACE" }, /TRACE/],
    ["a GET with a body", { body: "a" }, /GET/],
    ["a HEAD with a body", { method: "HEAD", body: "a" }, /HEAD/],
    ["a body that is a form", post(new FormData()), /body/],
    ["a body that is a stream", post(new ReadableStream()), /body/],
    ["a body that is an object", post({ a: 1 }), /body/],
    ["a redirect to be followed", { redirect: "follow" }, /follow.*token.*travel/],
    ["a redirect of no known kind", { redirect: "maybe" }, /redirect/],
  ];
  for (const [what, init, message = /./] of cases) {
    it(what, async (test) => {
      const { url, sockets } = await serveHttp(test, mirror);
      await assert.rejects(fetch(url, init), { name: "TypeError", message });
      await fetch(url);
      assert.equal(sockets.length, 1, "connections, the one just made included");
    });
  }

  for (const [what, url, message] of [
    ["no URL", "nowhere", /Invalid URL/],
    ["a path alone", "/a", /Invalid URL/],
    ["undefined", undefined, /Invalid URL/],
    ["a host that is none", "http://a b/", /Invalid URL/],
    ["another scheme", "ftp://127.0.0.1/", /ftp:/],
    ["credentials", "http://user:password@127.0.0.1/", /credentials/],
  ]) {
    it(`a URL that is ${what}`, () => assert.rejects(fetch(url), { name: "TypeError", message }));
  }

  it("what the header holds is in no message", async (test) => {
    const { url } = await serveHttp(test, mirror);
    const init = headers("authorization", "Bearer sk-0000\r\n");
    await assert.rejects(fetch(url, init), (error) => !error.stack.includes("sk-0000"));
  });
});

describe("a redirect", () => {
  const redirecting = (test) =>
    serveHttp(test, (request, response) => {
      if (request.url === "/elsewhere") throw new Error("the redirect was followed");
      response.writeHead(Number(request.url.slice(1)), { location: "/elsewhere" }).end("moved");
    });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`${status} is the answer`, async (test) => {
      const { url } = await redirecting(test);
      for (const init of [undefined, { redirect: "manual" }]) {
        const answer = await fetch(`${url}/${status}`, init);
        assert.equal(answer.status, status);
        assert.equal(answer.redirected, false);
        assert.equal(answer.headers.get("location"), "/elsewhere");
        assert.equal(await answer.text(), "moved");
      }
    });

    it(`${status} is an error where it is to be one`, async (test) => {
      const { url, sockets } = await redirecting(test);
      await assert.rejects(fetch(`${url}/${status}`, { redirect: "error" }), {
        name: "TypeError",
        message: "fetch failed",
      });
      await ended(sockets[0]);
    });
  }

  it("304 is none", async (test) => {
    const { url } = await redirecting(test);
    assert.equal((await fetch(`${url}/304`, { redirect: "error" })).status, 304);
  });
});
