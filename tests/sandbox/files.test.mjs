import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { assertCoded, openSandbox, openVia, WAYS } from "./calls.mjs";

const HOUR = 3_600_000;
const TEXT = Buffer.from("Hello, file\n");
const md5Of = (bytes, encoding = "base64") => createHash("md5").update(bytes).digest(encoding);

/** Asks for uploads and does them, as a user of the opened sandbox. */
function uploader({ call, fetch }) {
  const request = async (bytes = TEXT, change = {}, options = undefined) => {
    const wanted = { filename: "a.txt", mimeType: "text/plain", md5: md5Of(bytes), ...change };
    const answer = await call("POST", "/connectors/files/upload/request", wanted, options);
    return answer.status === 200 ? answer.body.presignedUrl : answer;
  };
  const put = async ({ presignedUrl, md5 }, bytes = TEXT, headers = {}) => {
    const answer = await fetch(presignedUrl, {
      method: "PUT",
      body: bytes,
      headers: { "content-type": "text/plain", "content-md5": md5, ...headers },
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  const list = async (options) =>
    (await call("GET", "/connectors/files/list", undefined, options)).body.files;
  return { request, put, list };
}

function open(options) {
  const opened = openSandbox(options);
  return { ...opened, ...uploader(opened) };
}

/** Asserts an error in S3's form. */
function assertS3({ status, text, headers }, expected, code) {
  assert.equal(status, expected, text);
  assert.match(headers.get("content-type"), /^application\/xml/);
  assert.match(text, new RegExp(`<Error><Code>${code}</Code><Message>[^<]+</Message></Error>$`));
}

for (const way of Object.keys(WAYS)) {
  describe(`a file, ${way}`, () => {
    it("is uploaded, listed and deleted", async (test) => {
      const opened = await openVia(test, way);
      const { sandbox, call } = opened;
      const { request, put, list } = uploader(opened);
      const upload = await request(TEXT, { filename: "a/ü b.txt" });
      const s3Key = `${sandbox.userId}_a/ü b.txt`;
      const { presignedUrl, ...others } = upload;
      assert.deepEqual(others, { md5: md5Of(TEXT), type: "new", s3Key });
      assert.match(new URL(presignedUrl).searchParams.get("X-Amz-Signature"), /^[0-9a-f]{48}$/);
      assert.deepEqual(await list(), []);
      const stored = await put(upload);
      assert.deepEqual([stored.status, stored.text], [200, ""]);
      const [{ lastModified, ...file }] = await list();
      assert.deepEqual(file, { s3Key, filename: "a/ü b.txt", size: TEXT.length });
      assert.equal(new Date(lastModified).toISOString(), lastModified);
      const path = `/connectors/files/${encodeURIComponent(s3Key)}`;
      assert.equal((await call("DELETE", path)).body.success, true);
      assert.deepEqual(await list(), []);
      assertCoded(await call("DELETE", path), 404, "NOT_FOUND", /^File not found$/);
      assert.deepEqual(
        sandbox.journal.effects.map(({ kind, id, connectorId }) => [kind, id, connectorId]),
        [
          ["file.uploaded", s3Key, null],
          ["file.deleted", s3Key, null],
        ],
      );
    });

    it("may be larger than a call's body", async (test) => {
      const { request, put, list } = uploader(await openVia(test, way));
      const bytes = Buffer.alloc(6 * 1024 * 1024, "alloy");
      assert.equal((await put(await request(bytes), bytes)).status, 200);
      assert.equal((await list())[0].size, bytes.length);
    });

    it("may be empty", async (test) => {
      const { request, put, list } = uploader(await openVia(test, way));
      const nothing = Buffer.alloc(0);
      assert.equal((await put(await request(nothing), nothing)).status, 200);
      assert.equal((await list())[0].size, 0);
    });
  });
}

describe("a request for an upload", () => {
  it("takes the MD5 in hexadecimal digits as well, and answers it in base64", async () => {
    const { request } = open();
    for (const md5 of [md5Of(TEXT, "hex"), md5Of(TEXT, "hex").toUpperCase(), md5Of(TEXT)]) {
      assert.equal((await request(TEXT, { md5 })).md5, md5Of(TEXT));
    }
  });

  it("is refused with what is missing or wrong", async () => {
    const { request } = open();
    const sha1 = createHash("sha1").update(TEXT).digest();
    for (const [change, message] of [
      [{ filename: undefined }, /^filename is required$/],
      [{ mimeType: "" }, /^mimeType is required$/],
      [{ md5: undefined }, /^md5 must be an MD5/],
      [{ md5: sha1.toString("hex") }, /^md5 must be an MD5/],
      [{ md5: sha1.toString("base64") }, /^md5 must be an MD5/],
      [{ md5: `${"A".repeat(21)}B==` }, /^md5 must be an MD5/],
    ]) {
      assertCoded(await request(TEXT, change), 400, "INVALID_INPUT", message);
    }
  });

  it("tells of a file of the same bytes, if it is the user's own", async () => {
    const { sandbox, request, put, list } = open();
    const first = await request();
    assert.equal((await request()).type, "new");
    await put(first);
    const again = await request(TEXT, { filename: "b.txt", md5: md5Of(TEXT, "hex") });
    assert.equal(again.type, "existing");
    assert.equal(again.s3Key, first.s3Key);
    assert.equal((await request(Buffer.from("else"))).type, "new");
    const other = { userId: sandbox.users[1] };
    const foreign = await request(TEXT, {}, other);
    assert.equal(foreign.type, "new");
    assert.equal(foreign.s3Key, `${sandbox.users[1]}_a.txt`);
    assert.deepEqual(await list(other), []);
  });

  it("gives every upload an address of its own", async () => {
    const { request } = open();
    const urls = [await request(), await request()].map(({ presignedUrl }) => presignedUrl);
    assert.notEqual(urls[0], urls[1]);
  });
});

describe("the presigned address", () => {
  it("is good for an hour by the sandbox's clock, as often as it is used", async () => {
    let time = 1_700_000_000_000;
    const { request, put } = open({ now: () => time });
    const upload = await request();
    for (const later of [0, HOUR - 1]) {
      time = 1_700_000_000_000 + later;
      assert.equal((await put(upload)).status, 200);
    }
    time = 1_700_000_000_000 + HOUR;
    assertS3(await put(upload), 403, "AccessDenied");
    assert.equal((await put(await request())).status, 200);
  });

  it("takes those bytes only that were announced", async () => {
    const { sandbox, request, put } = open();
    const upload = await request();
    const others = Buffer.from("others");
    assertS3(await put(upload, others), 400, "BadDigest");
    assertS3(await put(upload, others, { "content-md5": md5Of(others) }), 400, "BadDigest");
    assertS3(await put(upload, TEXT, { "content-md5": md5Of(others) }), 400, "BadDigest");
    for (const md5 of ["none", md5Of(TEXT, "hex")]) {
      assertS3(await put(upload, TEXT, { "content-md5": md5 }), 400, "InvalidDigest");
    }
    const html = { "content-type": "text/html" };
    assertS3(await put(upload, TEXT, html), 403, "SignatureDoesNotMatch");
    assert.deepEqual(sandbox.journal.effects, []);
  });

  it("takes nothing that is Alloy's alone to know", async () => {
    const { sandbox, request, put } = open();
    const upload = await request();
    for (const name of ["authorization", "x-alloy-userid", "x-alloy-user-token", "x-api-version"]) {
      assertS3(await put(upload, TEXT, { [name]: "leaked-value" }), 400, "InvalidArgument");
    }
    assert.deepEqual(sandbox.journal.effects, []);
  });

  it("cannot be guessed, and is nobody's after its user is gone", async () => {
    const { call, request, put } = open();
    const upload = await request();
    const changed = (change) => {
      const url = new URL(upload.presignedUrl);
      change(url);
      return { ...upload, presignedUrl: url.href };
    };
    for (const guess of [
      changed((url) => url.searchParams.delete("X-Amz-Signature")),
      changed((url) => url.searchParams.set("X-Amz-Signature", "0".repeat(48))),
      changed((url) => (url.pathname = "/files/0123456789abcdef01234567")),
    ]) {
      assertS3(await put(guess), 403, "SignatureDoesNotMatch");
    }
    const { userId } = (await call("POST", "/users", { username: "zoe" })).body;
    const [stored, begun] = [
      await request(TEXT, {}, { userId }),
      await request(TEXT, {}, { userId }),
    ];
    await put(stored);
    await call("DELETE", `/users/${userId}`);
    assertS3(await put(begun), 403, "SignatureDoesNotMatch");
  });

  it("takes 64 MB at most, and reads no more than it has to", async () => {
    const { request, put } = open();
    const upload = await request();
    const declared = { "content-length": String(64 * 1024 * 1024 + 1) };
    assertS3(await put(upload, TEXT, declared), 400, "EntityTooLarge");
    assertS3(await put(upload, Buffer.alloc(64 * 1024 * 1024 + 1)), 400, "EntityTooLarge");
  });

  it("knows no other method", async () => {
    const { fetch, request } = open();
    const { presignedUrl } = await request();
    const answer = await fetch(presignedUrl);
    assert.equal(answer.status, 405);
    assert.equal(answer.headers.get("allow"), "PUT");
  });

  it("is in the journal without its secret, and the file with its size alone", async () => {
    const { sandbox, request, put } = open();
    const upload = await request();
    await put(upload);
    const { route, userId, status, query, body } = sandbox.journal.requests.at(-1);
    assert.deepEqual([route, userId, status], ["/files/{fileId}", sandbox.userId, 200]);
    assert.deepEqual(query, { "X-Amz-Expires": "3600", "X-Amz-Signature": "[redacted]" });
    assert.deepEqual(body, { bytes: TEXT.length });
    const secret = new URL(upload.presignedUrl).searchParams.get("X-Amz-Signature");
    assert.ok(!JSON.stringify(sandbox.journal).includes(secret));
  });

  it("meets faults like every other route", async () => {
    const { sandbox, request, put, list } = open();
    const upload = await request();
    sandbox.faults.next("PUT /files/{fileId}", { status: 503 }, "reset");
    assert.equal((await put(upload)).status, 503);
    await assert.rejects(put(upload), /fetch failed/);
    assert.deepEqual(await list(), []);
    sandbox.faults.next("PUT /files/{fileId}", { status: 500, when: "after" });
    assert.equal((await put(upload)).status, 500);
    assert.equal((await list()).length, 1);
    const faults = sandbox.journal.requests.filter(({ method }) => method === "PUT");
    assert.deepEqual(
      faults.map(({ fault }) => fault),
      ["503", "reset", "500"],
    );
  });
});

describe("a user's files", () => {
  it("are the user's own", async () => {
    const { sandbox, call, request, put, list } = open();
    const upload = await request();
    await put(upload);
    const options = { userId: sandbox.users[1] };
    assert.deepEqual(await list(options), []);
    const path = `/connectors/files/${encodeURIComponent(upload.s3Key)}`;
    const foreign = await call("DELETE", path, undefined, options);
    assertCoded(foreign, 404, "NOT_FOUND", /^File not found$/);
    assert.equal((await list()).length, 1);
  });

  it("go with the user", async () => {
    const { sandbox, call, request, put } = open();
    const { userId } = (await call("POST", "/users", { username: "zoe" })).body;
    const upload = await request(TEXT, {}, { userId });
    await put(upload);
    sandbox.journal.clear();
    await call("DELETE", `/users/${userId}`);
    assert.deepEqual(
      sandbox.journal.effects.map(({ kind, id }) => [kind, id]),
      [
        ["file.deleted", upload.s3Key],
        ["user.deleted", userId],
      ],
    );
  });

  it("are replaced by others of the same name", async () => {
    const { request, put, list } = open();
    const longer = Buffer.from("longer than before");
    await put(await request());
    await put(await request(longer), longer);
    assert.deepEqual(
      (await list()).map(({ size }) => size),
      [longer.length],
    );
  });
});
