// An upload's two requests when something goes wrong: what is sent again, what is asked anew, and how
// it is ended.
import { equal, ok, rejection, same } from "./assert.mjs";
import { answering, pause, recorder } from "./context.mjs";

const CONTENT = "what is stored";
const FILE = { filename: "a.txt", mimeType: "text/plain" };
const upload = (alloy, options) =>
  alloy.uploadFile(new TextEncoder().encode(CONTENT), FILE, options);

const ASK = "POST /connectors/files/upload/request";
const PUT = "PUT /storage";

export function* uploads(context) {
  yield ["an expired URL is asked for anew", () => asksAnew(context)];
  yield ["and only once", () => asksAnewOnce(context)];
  yield ["a refused asking is not", () => takesNoForAnAnswer(context)];
  for (const step of ["408~0", "429~0", "500~0", "503~0", "504~0", "reset", "cut", "hang"]) {
    yield [
      `asked again after ${step}`,
      () => repeats(context, `${step},200`, "200", [ASK, ASK, PUT]),
    ];
    yield [
      `put again after ${step}`,
      () => repeats(context, "200", `${step},200`, [ASK, PUT, PUT]),
    ];
  }
  for (const step of ["400", "401", "404", "409", "411", "501"]) {
    yield [`neither is sent again after ${step}`, () => endsAt(context, step)];
  }
  yield ["expired, and then failing", () => asksAnewAndRepeats(context)];
  yield ["maxRetries counts for each of them", () => heedsMaxRetries(context)];
  yield ["each attempt puts the same", () => putsTheSame(context)];
  yield ["a place that is none", () => refusesBadPlaces(context)];
  yield ["a redirect of the storage's is not followed", () => followsNoRedirect(context)];
  yield ["whatever the storage says when it has taken the file", () => takesAnyThanks(context)];
  for (const [when, make] of Object.entries(ENDLESS)) {
    yield [`an abort while it is ${when}`, () => isAborted(context, make)];
    yield [`a deadline while it is ${when}`, () => isOver(context, make)];
  }
  yield ["a signal given already: nothing is sent", () => sendsNothing(context)];
  yield ["content that cannot be read", () => failsToRead(context)];
}

/**
 * A client whose uploads ask by the first steps, and put by the others, and what came to the server of
 * both.
 */
export function uploading({ world, faulty }, asked, put, options) {
  const id = Math.random().toString(36).slice(2);
  const baseUrl = `${world.sequences}/upload/${id}/${asked}/${put}`;
  const seen = async () => (await fetch(`${world.sequences}/log/${id}`)).json();
  return { alloy: faulty("unused", { baseUrl, maxRetries: undefined, ...options }), seen };
}

const routesOf = (log) => log.map(({ method, path }) => `${method} ${path.split("?")[0]}`);

async function asksAnew(context) {
  const { alloy, seen } = uploading(context, "200", "403,200");
  same(await upload(alloy), { s3Key: "user-1_file", existing: false }, "the upload");
  const log = await seen();
  same(routesOf(log), [ASK, PUT, ASK, PUT], "requests");
  same(log[2].body, log[0].body, "what is asked");
  ok(log[3].path !== log[1].path, "is put to the place that expired");
  equal(log[3].body, CONTENT, "content");
}

async function asksAnewOnce(context) {
  const { alloy, seen } = uploading(context, "200", "403");
  await context.rejects(() => upload(alloy), "AlloyPermissionError", {
    ...{ status: 403, method: "PUT", path: "/{presignedUrl}" },
    ...{ message: "Alloy's storage answered with status 403", body: "" },
  });
  same(routesOf(await seen()), [ASK, PUT, ASK, PUT], "requests");
}

async function takesNoForAnAnswer(context) {
  const first = uploading(context, "403,200", "200");
  await context.rejects(() => upload(first.alloy), "AlloyPermissionError", {
    ...{ status: 403, method: "POST", path: "/connectors/files/upload/request" },
    ...{ code: "FAULT_403" },
  });
  same(routesOf(await first.seen()), [ASK], "requests");

  const second = uploading(context, "200,403,200", "403,200");
  await context.rejects(() => upload(second.alloy), "AlloyPermissionError");
  same(routesOf(await second.seen()), [ASK, PUT, ASK], "requests");
}

async function repeats(context, asked, put, expected) {
  const timeoutMs = [asked, put].some((steps) => steps.startsWith("hang")) ? 700 : undefined;
  const { alloy, seen } = uploading(context, asked, put, { timeoutMs });
  equal((await upload(alloy)).s3Key, "user-1_file", "s3Key");
  same(routesOf(await seen()), expected, "requests");
}

async function endsAt(context, step) {
  for (const [asked, put, expected] of [
    [`${step},200`, "200", [ASK]],
    ["200", `${step},200`, [ASK, PUT]],
  ]) {
    const { alloy, seen } = uploading(context, asked, put);
    const { status } = await rejection(() => upload(alloy));
    equal(status, Number(step), "status");
    same(routesOf(await seen()), expected, "requests");
  }
}

async function asksAnewAndRepeats(context) {
  const { alloy, seen } = uploading(context, "200,503~0,200", "503~0,403,503~0,200");
  equal((await upload(alloy)).existing, false, "existing");
  same(routesOf(await seen()), [ASK, PUT, PUT, ASK, ASK, PUT, PUT], "requests");
}

async function heedsMaxRetries(context) {
  for (const [maxRetries, asked, put, expected] of [
    [0, "503~0", "200", [ASK]],
    [0, "200", "503~0", [ASK, PUT]],
    [1, "503~0,200", "503~0", [ASK, ASK, PUT, PUT]],
    [0, "200", "403,200", [ASK, PUT, ASK, PUT]],
  ]) {
    const { alloy, seen } = uploading(context, asked, put);
    await upload(alloy, { maxRetries }).catch(() => {});
    same(routesOf(await seen()), expected, `requests with ${maxRetries}`);
  }
}

async function putsTheSame(context) {
  const { alloy, seen } = uploading(context, "200", "503~0,503~0,200");
  await upload(alloy);
  const [, ...puts] = await seen();
  equal(puts.length, 3, "requests");
  for (const { path, headers, body } of puts) {
    equal(path, puts[0].path, "path");
    equal(body, CONTENT, "content");
    equal(headers["content-type"], FILE.mimeType, "content-type");
    equal(headers["content-md5"], "F6uQ9gAMpQykH63PFBNSQQ==", "content-md5");
    const alloys = Object.keys(headers).filter((name) => /^(authorization|x-a)/.test(name));
    same(alloys, [], "headers of Alloy's");
  }
}

async function refusesBadPlaces(context) {
  const s3Key = "k";
  const url = "https://s3.example/x?X-Amz-Signature=SignatureHead";
  for (const answer of [
    ...[null, [], {}, { presignedUrl: null }, { presignedUrl: {} }, { presignedUrl: url }],
    { presignedUrl: { type: "new", presignedUrl: url } },
    { presignedUrl: { type: "new", presignedUrl: url, s3Key: 7 } },
    { presignedUrl: { type: "new", s3Key } },
    ...["/x", "javascript:alert(1)", "file:///x", "s3://x/y", "", 7, {}].map((presignedUrl) => ({
      presignedUrl: { type: "new", s3Key, presignedUrl },
    })),
    { presignedUrl: { type: "existing", presignedUrl: url } },
  ]) {
    const { fetch, requests } = recorder(answering(answer));
    const alloy = context.faulty("unused", { fetch });
    const error = await context.rejects(() => upload(alloy), "AlloyProtocolError", {
      ...{ attempts: 1, body: "", status: 200 },
    });
    ok(!JSON.stringify(error).includes("SignatureHead"), "shows the URL");
    equal(requests.length, 1, "requests");
  }
  const existing = { presignedUrl: { type: "existing", s3Key } };
  const { fetch, requests } = recorder(answering(existing));
  same(await upload(context.faulty("unused", { fetch })), { s3Key, existing: true }, "no URL");
  equal(requests.length, 1, "requests for what is there");
}

async function followsNoRedirect(context) {
  for (const step of ["301", "302", "307", "308"]) {
    const { alloy, seen } = uploading(context, "200", step);
    await context.rejects(() => upload(alloy), "AlloyProtocolError", { path: "/{presignedUrl}" });
    same(routesOf(await seen()), [ASK, PUT], "requests");
  }
}

async function takesAnyThanks(context) {
  const url = "https://s3.example/x";
  const asked = answering({ presignedUrl: { type: "new", presignedUrl: url, s3Key: "k" } });
  const texts = ["", " ", "<?xml version='1.0'?><Ok/>", '"a string"', "7", "{", "[]", "null"];
  for (const text of texts) {
    for (const status of [200, 201]) {
      const fetch = async (_, { method }) =>
        method === "POST" ? asked() : new Response(text, { status });
      same(await upload(context.faulty("unused", { fetch })), { s3Key: "k", existing: false });
    }
  }
  const fetch = async (_, { method }) =>
    method === "POST" ? asked() : new Response(null, { status: 204 });
  same(await upload(context.faulty("unused", { fetch })), { s3Key: "k", existing: false });
}

/** What never gives its bytes. */
const unreadable = (read) => ({
  ...{ size: 3, type: "text/plain", [Symbol.toStringTag]: "Blob" },
  slice: () => ({ arrayBuffer: read }),
});
const never = () => new Promise(() => {});

/** An upload that stays where it is, and how many requests that takes. */
const ENDLESS = {
  "being digested": (context) => ({
    ...uploading(context, "200", "200"),
    call: (alloy, options) => alloy.uploadFile(unreadable(never), FILE, options),
    requests: [],
  }),
  "being asked for": (context) => ({
    ...uploading(context, "hang", "200"),
    ...{ call: upload, requests: [ASK] },
  }),
  "being put": (context) => ({
    ...uploading(context, "200", "hang"),
    ...{ call: upload, requests: [ASK, PUT] },
  }),
};

async function isAborted(context, make) {
  const { alloy, seen, call, requests } = make(context);
  const controller = new AbortController();
  const { signal } = controller;
  const aborted = context.rejects(() => call(alloy, { signal }), "AlloyAbortError", {
    ...{ code: "ABORTED", cause: "enough" },
  });
  while ((await seen()).length < requests.length) await pause(10);
  controller.abort("enough");
  const error = await aborted;
  ok(!("status" in error), "tells a status");
  same(routesOf(await seen()), requests, "requests");
}

async function isOver(context, make) {
  const { alloy, seen, call, requests } = make(context);
  // So that a call that goes on all the same keeps no process from its end.
  const controller = new AbortController();
  const guard = setTimeout(() => controller.abort(), 5_000);
  const options = { deadlineMs: 600, signal: controller.signal };
  await context.rejects(() => call(alloy, options), "AlloyTimeoutError", {
    ...{ code: "TIMED_OUT", message: /\b600 ms/ },
  });
  clearTimeout(guard);
  same(routesOf(await seen()), requests, "requests");
}

async function sendsNothing(context) {
  const controller = new AbortController();
  controller.abort();
  for (const { alloy, seen, call } of Object.values(ENDLESS).map((make) => make(context))) {
    const options = { signal: controller.signal };
    await context.rejects(() => call(alloy, options), "AlloyAbortError", { attempts: 0 });
    same(await seen(), [], "requests");
  }
}

async function failsToRead(context) {
  const cause = new Error("the disk is gone");
  for (const read of [() => Promise.reject(cause), () => toss(cause)]) {
    const { alloy, seen } = uploading(context, "200", "200");
    const error = await rejection(() => alloy.uploadFile(unreadable(read), FILE));
    context.isError(error, "AlloyValidationError", { argument: "content", attempts: 0 });
    same(await seen(), [], "requests");
  }
}

function toss(error) {
  throw error;
}
