// Files: what may be uploaded, under which digest and headers; what is there; what is deleted.
import { equal, ok, same } from "./assert.mjs";
import { answering, recorder } from "./context.mjs";
import { SERVERS } from "./users.mjs";

const TEXT = { filename: "a.txt", mimeType: "text/plain" };
const bytesOf = (text) => new TextEncoder().encode(text);

/** The test suite of RFC 1321, digests in hexadecimal digits. */
const RFC_1321 = [
  ["", "d41d8cd98f00b204e9800998ecf8427e"],
  ["a", "0cc175b9c0f1b6a831c399e269772661"],
  ["abc", "900150983cd24fb0d6963f7d28e17f72"],
  ["message digest", "f96b697d7cb7938d525a2f31aaf161d0"],
  ["abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"],
  [
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
    "d174ab98d277d9f5a5611c2c9f419d9f",
  ],
  ["1234567890".repeat(8), "57edf4a22be3c955ac49da2e2107b67a"],
];

/** Of {@link pattern}, by another implementation. */
const LARGE = [
  [1_048_575, "88cebbbac8cfccdc0b9bc83281d45dbb"],
  [1_048_576, "717f0920b9c39605f4ad6923e0e0953b"],
  [1_048_577, "21b97025b086593b2a77cfd29929cdb8"],
  [5_000_000, "3416e2b0ef28f6909e1f5fbf3bf621be"],
];

function pattern(length) {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) bytes[at] = at * 31 + (at >> 8);
  return bytes;
}

const base64 = (hex) =>
  btoa(String.fromCharCode(...hex.match(/../g).map((pair) => Number.parseInt(pair, 16))));

/** Everything that has bytes, here "content" each time. */
const CONTENTS = {
  "a Uint8Array": () => bytesOf("content"),
  "a view into a larger buffer": () => bytesOf("<< content >>").subarray(3, 10),
  "a DataView": () => new DataView(bytesOf("<< content >>").buffer, 3, 7),
  "an Int8Array": () => new Int8Array(bytesOf("content").buffer),
  "an ArrayBuffer": () => bytesOf("content").buffer,
  "a Blob": () => new Blob(["con", bytesOf("tent")]),
  "a slice of a Blob": () => new Blob(["<< content >>"]).slice(3, 10),
  "a File": () => new File(["content"], "other.txt", { type: "text/html" }),
};
const CONTENT_MD5 = "9a0364b9e99bb480dd25e1f0284c8555";

export function* files(context) {
  for (const [dialect, server] of SERVERS) {
    const open = (options) => context.inSandbox(server, { dialect, ...options });
    const where = `${dialect} on ${server}`;
    yield [`uploaded, listed and deleted, ${where}`, () => comesAndGoes(context, open)];
    yield [`already there, ${where}`, () => isThereAlready(open)];
    yield [`of each kind of content, ${where}`, () => takesEveryContent(open)];
    yield [`of 5 MB, ${where}`, () => takesLarge(open)];
  }
  for (const [text, md5] of RFC_1321) {
    yield [`the MD5 of "${text.slice(0, 30)}"`, () => digests(context, bytesOf(text), md5)];
  }
  for (const [length, md5] of LARGE) {
    yield [`the MD5 of ${length} bytes`, () => digests(context, pattern(length), md5)];
  }
  yield ["the headers of both requests", () => sendsTheirHeaders(context)];
  yield ["name and type of a File", () => takesFilesAtTheirWord(context)];
  yield ["names and types that are odd", () => takesOddNames(context)];
  yield ["with its response", () => showsTheResponse(context)];
  yield ["keys are percent-encoded", () => encodesKeys(context)];
  yield ["the shapes of lists", () => readsEveryShape(context)];
}

async function comesAndGoes(context, open) {
  const alloy = open();
  const filename = "Plans & Ziele/2030 ü%2F?#.txt";
  same(await alloy.listFiles(), [], "files of a new user");
  const stored = await alloy.uploadFile(bytesOf("Hello"), { filename, mimeType: "text/plain" });
  same(Object.keys(stored).sort(), ["existing", "s3Key"], "what an upload gives");
  equal(stored.existing, false, "existing");
  ok(stored.s3Key.endsWith(`_${filename}`), `s3Key: ${stored.s3Key}`);

  const [{ lastModified, ...file }, ...others] = await alloy.listFiles();
  same(file, { s3Key: stored.s3Key, filename, size: 5 }, "listed");
  same(others, [], "and no other");
  ok(Number.isFinite(Date.parse(lastModified)), `lastModified: ${lastModified}`);
  equal(await alloy.deleteFile(stored.s3Key), null, "what deleting gives");
  same(await alloy.listFiles(), [], "files afterwards");
  await context.rejects(() => alloy.deleteFile(stored.s3Key), "AlloyNotFoundError", {
    ...{ status: 404, message: "File not found", attempts: 1 },
  });
}

async function isThereAlready(open) {
  const { fetch, requests } = recorder();
  const alloy = open({ fetch });
  const first = await alloy.uploadFile(bytesOf("once"), TEXT);
  equal(requests.length, 2, "requests");
  const again = await alloy.uploadFile(new Blob(["once"]), { ...TEXT, filename: "b.txt" });
  same(again, { s3Key: first.s3Key, existing: true }, "the same bytes");
  equal(requests.length, 3, "requests: they were not sent");
  const other = await alloy.uploadFile(bytesOf("twice"), { ...TEXT, filename: "c.txt" });
  equal(other.existing, false, "other bytes");
}

/** The sandbox's storage takes nothing but what was announced. */
async function takesEveryContent(open) {
  for (const [kind, make] of Object.entries(CONTENTS)) {
    const { fetch, requests } = recorder();
    const alloy = open({ fetch });
    const { existing } = await alloy.uploadFile(make(), { ...TEXT, filename: "content.txt" });
    equal(existing, false, `existing, of ${kind}`);
    equal(requests[1].headers["content-md5"], base64(CONTENT_MD5), `digest of ${kind}`);
    equal((await alloy.listFiles())[0].size, 7, `size of ${kind}`);
  }
  const alloy = open();
  for (const empty of [new Uint8Array(), new Blob([])]) {
    const { s3Key } = await alloy.uploadFile(empty, { ...TEXT, filename: "empty.txt" });
    equal((await alloy.listFiles())[0].size, 0, "size of nothing");
    await alloy.deleteFile(s3Key);
  }
}

async function takesLarge(open) {
  const bytes = pattern(5_000_000);
  for (const content of [bytes, new Blob([bytes])]) {
    const alloy = open();
    await alloy.uploadFile(content, TEXT);
    equal((await alloy.listFiles())[0].size, bytes.length, "size");
  }
}

/** Where to put what was asked for. */
const place = (asked) => ({
  presignedUrl: { type: "new", s3Key: `u_${asked.filename}`, presignedUrl: "https://s3.example/x" },
});

/** A client whose uploads go nowhere, and what it asked and put. */
function uploading(context, options) {
  const { fetch, requests } = recorder((_, { method, body }) =>
    method === "POST"
      ? answering(place(JSON.parse(body)))()
      : Promise.resolve(new Response("", { headers: { "x-amz-request-id": "s3-1" } })),
  );
  return { alloy: context.faulty("unused", { fetch, ...options }), requests };
}

async function digests(context, bytes, md5) {
  for (const content of [bytes, bytes.slice().buffer, new Blob([bytes])]) {
    const { alloy, requests } = uploading(context);
    await alloy.uploadFile(content, TEXT);
    const asked = JSON.parse(requests[0].body);
    same(asked, { ...TEXT, md5: base64(md5) }, "asked");
    equal(requests[1].headers["content-md5"], base64(md5), "Content-MD5");
  }
}

async function sendsTheirHeaders(context) {
  const connectorHeaders = { notion: { "notion-version": "2022-06-28" } };
  const { alloy, requests } = uploading(context, { headers: { "x-mine": "1" }, connectorHeaders });
  await alloy.uploadFile(bytesOf("abc"), TEXT, {
    ...{ headers: { "x-call": "2" }, userId: "user-2" },
  });
  const [asked, put] = requests;
  same([asked.method, asked.headers["x-mine"], asked.headers["x-call"]], ["POST", "1", "2"]);
  equal(asked.headers["x-alloy-userid"], "user-2", "the user");
  ok(asked.headers.authorization.startsWith("Bearer "), "the key");
  equal(asked.headers["content-type"], "application/json", "content-type of the asking");
  same([put.method, put.url], ["PUT", "https://s3.example/x"], "where the bytes go");
  same(
    put.headers,
    { "content-type": "text/plain", "content-md5": base64(RFC_1321[2][1]) },
    "all headers of the bytes",
  );
}

async function takesFilesAtTheirWord(context) {
  const file = new File(["abc"], "mine ü.html", { type: "text/html" });
  // Bun adds the charset.
  const own = { filename: "mine ü.html", mimeType: file.type };
  for (const [given, expected] of [
    [undefined, own],
    [null, own],
    [{}, own],
    [{ filename: null, mimeType: undefined }, own],
    [{ filename: "yours.txt" }, { ...own, filename: "yours.txt" }],
    [{ mimeType: "text/plain" }, { ...own, mimeType: "text/plain" }],
    [TEXT, TEXT],
  ]) {
    const { alloy, requests } = uploading(context);
    await alloy.uploadFile(file, given);
    const { filename, mimeType } = JSON.parse(requests[0].body);
    same({ filename, mimeType }, expected, "asked");
    equal(requests[1].headers["content-type"], expected.mimeType, "content-type of the bytes");
  }
  const { alloy, requests } = uploading(context);
  await alloy.uploadFile(new Blob(["abc"], { type: "image/png" }), { filename: "a.png" });
  equal(JSON.parse(requests[0].body).mimeType, "image/png", "a Blob's own type");
}

async function takesOddNames(context) {
  for (const filename of [
    "a b",
    "ä/ö\\ü",
    "東京 🚀.pdf",
    "%2e%2e",
    "...",
    'a"b',
    "x".repeat(1024),
  ]) {
    const { alloy, requests } = uploading(context);
    const { s3Key } = await alloy.uploadFile(bytesOf("abc"), { ...TEXT, filename });
    equal(s3Key, `u_${filename}`, "s3Key");
    equal(JSON.parse(requests[0].body).filename, filename, "filename");
  }
  for (const mimeType of [
    ...["application/vnd.api+json", "text/plain; charset=utf-8", "x-a/b.c_d-e", "TEXT/Plain"],
    'multipart/x; boundary="a b"',
  ]) {
    const { alloy, requests } = uploading(context);
    await alloy.uploadFile(bytesOf("abc"), { ...TEXT, mimeType });
    equal(JSON.parse(requests[0].body).mimeType, mimeType, "mimeType");
    equal(requests[1].headers["content-type"], mimeType, "content-type");
  }
}

async function showsTheResponse(context) {
  const { alloy } = uploading(context);
  const uploaded = await alloy.uploadFile(bytesOf("abc"), TEXT, { withResponse: true });
  same(uploaded.data, { s3Key: "u_a.txt", existing: false }, "data");
  equal(uploaded.status, 200, "status");
  equal(uploaded.headers["x-amz-request-id"], "s3-1", "a header of the last answer");
}

async function encodesKeys(context) {
  const alloy = context.faulty("mirror/200");
  for (const key of ["u_a b", "u_a/b?c#d", "u_ü 東 🚀", "u_%2F..", "a/../b", "..%2f"]) {
    const { raw } = await alloy.deleteFile(key, { withResponse: true });
    equal(raw.path, `/connectors/files/${encodeURIComponent(key)}`, "path");
    equal(raw.method, "DELETE", "method");
  }
}

async function readsEveryShape(context) {
  const file = { s3Key: "k", filename: "f", size: 1, lastModified: "2030-01-01T00:00:00Z", x: 1 };
  const alloy = (body) => context.faulty("unused", { fetch: answering(body) });
  for (const body of [{ files: [file] }, { data: [file] }, [file]]) {
    same(await alloy(body).listFiles(), [file], "files");
  }
  for (const body of [null, {}, { files: {} }, "none"]) {
    await context.rejects(() => alloy(body).listFiles(), "AlloyProtocolError", { attempts: 1 });
  }
}
