// Answers that come compressed.
import assert from "node:assert/strict";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { createFetch, fetch } from "../../pkg/node/index.js";
import { serveHttp } from "./serving.mjs";

const TEXT = JSON.stringify({ a: "hübsch 📄 ".repeat(20_000) });

const serveCoded = (test, coding, bytes) =>
  serveHttp(test, (_, response) =>
    response.writeHead(200, { "content-encoding": coding }).end(bytes),
  );

describe("an answer is decoded", () => {
  const cases = [
    ["gzip", gzipSync(TEXT)],
    ["x-gzip", gzipSync(TEXT)],
    ["GZip", gzipSync(TEXT)],
    ["deflate", deflateSync(TEXT)],
    ["deflate", deflateRawSync(TEXT), "without zlib's header"],
    ["br", brotliCompressSync(TEXT)],
    ["gzip, br", brotliCompressSync(gzipSync(TEXT)), "one after the other"],
  ];
  for (const [coding, bytes, how = "whole"] of cases) {
    it(`from ${coding}, ${how}`, async (test) => {
      const { url } = await serveCoded(test, coding, bytes);
      const answer = await fetch(url);
      assert.equal(answer.headers.get("content-encoding"), coding);
      assert.equal(await answer.text(), TEXT);
      assert.equal(await text((await fetch(url)).body), TEXT);
      assert.equal((await fetch(url, { method: "HEAD" })).status, 200);
    });
  }

  it("where there is anything to decode", async (test) => {
    const { url } = await serveCoded(test, "gzip", "");
    assert.equal(await (await fetch(url)).text(), "");
  });

  it("where the coding is known; else it stays as it came", async (test) => {
    for (const coding of ["identity", "zstd", "gzip, zstd"]) {
      const { url } = await serveCoded(test, coding, TEXT);
      assert.equal(await (await fetch(url)).text(), TEXT);
    }
  });
});

describe("an answer that is not what it is said to be is refused", () => {
  const broken = gzipSync(TEXT);
  broken.fill(0, 100, 200);
  const cases = [
    ["gzip", TEXT, "plain text"],
    ["deflate", TEXT, "plain text"],
    ["br", TEXT, "plain text"],
    ["gzip", broken, "garbled"],
    ["gzip", gzipSync(TEXT).subarray(0, -20), "cut short"],
    ["br", brotliCompressSync(TEXT).subarray(0, -20), "cut short"],
    ["gzip, br", brotliCompressSync(TEXT), "coded once, not twice"],
  ];
  for (const [coding, bytes, what] of cases) {
    it(`as ${coding}: ${what}`, async (test) => {
      const { url, sockets } = await serveCoded(test, coding, bytes);
      const fetch = createFetch();
      const answer = await fetch(url);
      await assert.rejects(answer.text(), (error) => {
        assert.ok(error instanceof TypeError);
        assert.equal(error.message, "terminated");
        assert.ok(error.cause instanceof Error);
        return true;
      });
      // What came was wrong, but all of it came.
      await fetch(url, { method: "HEAD" });
      assert.equal(sockets.length, 1);
      fetch.close();
    });
  }

  it("also where nobody reads it, without harm", async (test) => {
    const { url } = await serveCoded(test, "gzip", TEXT);
    await fetch(url);
    const answer = await fetch(url);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await assert.rejects(answer.text(), TypeError);
  });
});
