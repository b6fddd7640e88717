// What nobody may find in an error, in an event or on the console: a user's token, the URL that is
// signed for an upload, and what a credential is made of.
import { ok, rejection, same } from "./assert.mjs";
import { answering } from "./context.mjs";
import { consoleOutput, everythingIn, hides } from "./everything.mjs";
import { tellAll, tellingFetches } from "./telling-fetch.mjs";
import { uploading } from "./uploads.mjs";

// A part of a secret is a leak as well: their ends are looked for.
const KEY = "sk-KeyHead7f3a-middle-KeyTail9b1c";
const TOKEN =
  "eyJhbGciOiJIUzI1NiJ9.eyJUb2tlbkhlYWQyYjhjIn0tbWlkZGxl.TokenHead2b8c-middle-TokenTail4e7a";
const SIGNED =
  "https://bucket.example/PathHead6a1f-middle/PathTail3c2d?X-Amz-Credential=AkiaHead8e4b" +
  "&X-Amz-Signature=SignatureHead5f7d-middle-SignatureTail1a9c";
const DATA = { apiKey: "DataHead3c6b-middle-DataTail1d9e", deep: [{ pin: "PinHead4d2f-PinTail" }] };
const MARKS = [
  ...["KeyHead7f3a", "KeyTail9b1c", "TokenHead2b8c", "TokenTail4e7a", "eyJUb2tlbkhlYWQyYjhjIn0"],
  ...["PathHead6a1f", "PathTail3c2d", "AkiaHead8e4b", "SignatureHead5f7d", "SignatureTail1a9c"],
  ...["DataHead3c6b", "DataTail1d9e", "PinHead4d2f"],
];

const FILE = { filename: "a.txt", mimeType: "text/plain" };
const CREDENTIAL = { authenticationType: "apiKey", data: DATA };

const token = (alloy, options) => alloy.createUserToken("u-1", options);
const upload = (alloy, options) => alloy.uploadFile(new Uint8Array(3), FILE, options);
const credential = (alloy, options) => alloy.createCredential("mailgun", CREDENTIAL, options);
const CALLS = { token, upload, credential };

const place = { presignedUrl: { type: "new", s3Key: "k", presignedUrl: SIGNED } };

/** A `fetch` that hands out the signed URL, and meets the file with `put`. */
const storing = (put) => (url, init) =>
  init.method === "POST" ? answering(place)() : put(url, init);

const STATUSES = {
  AlloyBadRequestError: 400,
  AlloyAuthenticationError: 401,
  AlloyPermissionError: 403,
  AlloyNotFoundError: 404,
  AlloyConflictError: 409,
  AlloyApiError: 418,
  AlloyRateLimitError: 429,
  AlloyServerError: 500,
};

/** As S3 refuses: it shows what was signed. */
const REFUSAL = `<?xml version="1.0"?><Error><Code>SignatureDoesNotMatch</Code>
  <AWSAccessKeyId>AkiaHead8e4b</AWSAccessKeyId><Resource>PathHead6a1f-middle/PathTail3c2d</Resource>
  <SignatureProvided>SignatureHead5f7d-middle-SignatureTail1a9c</SignatureProvided></Error>`;

const never = () => new Promise(() => {});

export function* secretData(context) {
  /** Asserts that neither the call's error nor anything beside it tells a secret. */
  const hidden = async (what, className, options, call) => {
    const events = [];
    const observe = (event) => void events.push(event);
    const cache = new Map();
    let error;
    const output = await consoleOutput(async () => {
      const alloy = context.faulty("unused", { apiKey: KEY, observe, cache, ...options });
      error = await rejection(() => call(alloy));
    });
    context.isError(error, className ?? error.name);
    const seen = [error, error.cause, error.toJSON(), events, output, [...cache]];
    hides(MARKS, what, seen, context.world.inspect);
    same(output, [], "what was written to the console");
  };

  for (const [className, status] of Object.entries(STATUSES)) {
    yield [
      `the signed URL, in ${className} of the storage`,
      async () => {
        const headers = { "x-echo": SIGNED, location: SIGNED, "x-amz-request-id": "r" };
        for (const body of [REFUSAL, SIGNED, JSON.stringify({ message: SIGNED, error: place })]) {
          const fetch = storing(async () => new Response(body, { status, headers }));
          await hidden(`${className} of an upload`, className, { fetch }, upload);
        }
      },
    ];
    yield [
      `a token and a credential's data, in ${className}`,
      async () => {
        const error = { code: "C", message: "m", token: TOKEN, details: [{ userToken: TOKEN }] };
        const told = { error, token: TOKEN };
        for (const [call, body] of [
          [token, told],
          [credential, { ...told, sent: [CREDENTIAL] }],
        ]) {
          await hidden(className, className, { fetch: answering(body, { status }) }, call);
        }
        const message = `No ${DATA.apiKey} and no ${DATA.deep[0].pin}, with ${KEY}`;
        const fetch = answering({ message }, { status });
        await hidden(`${className} in words`, className, { fetch }, credential);
      },
    ];
  }

  for (const [what, body] of Object.entries({
    "under another name": JSON.stringify({ jwt: TOKEN }),
    "in data": JSON.stringify({ data: TOKEN }),
    "in a list": JSON.stringify([TOKEN]),
    "as a bare string": JSON.stringify(TOKEN),
    "as text": TOKEN,
    "broken off": `{"token":"${TOKEN}`,
    "under its name, in what is no token": JSON.stringify({ token: [TOKEN] }),
  })) {
    yield [
      `a token ${what}, in an answer that lacks it`,
      async () => {
        const fetch = async () => new Response(body);
        await hidden(`a token ${what}`, "AlloyProtocolError", { fetch }, token);
      },
    ];
  }

  for (const [what, body] of Object.entries({
    "without a key": JSON.stringify({ presignedUrl: { type: "new", presignedUrl: SIGNED } }),
    "as it is": JSON.stringify({ presignedUrl: SIGNED }),
    "of another scheme": JSON.stringify({
      presignedUrl: { ...place.presignedUrl, presignedUrl: SIGNED.replace("https", "ftp") },
    }),
    "as a bare string": JSON.stringify(SIGNED),
    "as text": SIGNED,
    "broken off": JSON.stringify(place).slice(0, -12),
  })) {
    yield [
      `a signed URL ${what}, in an answer that cannot be used`,
      async () => {
        const fetch = async () => new Response(body);
        await hidden(`a URL ${what}`, "AlloyProtocolError", { fetch }, upload);
      },
    ];
  }

  yield [
    "a redirect of the storage's",
    async () => {
      // A stand-in: a page is not shown where it is sent.
      const headers = new Headers({ location: SIGNED });
      for (const status of [302, 307]) {
        const fetch = storing(async () => ({ status, headers, text: async () => SIGNED }));
        await hidden(`a redirect by ${status}`, "AlloyProtocolError", { fetch }, upload);
      }
    },
  ];
  for (const [where, thrown] of Object.entries(THROWN)) {
    yield [
      `the signed URL, thrown in ${where}`,
      async () => {
        const put = async (url) => toss(thrown(url));
        await hidden(`a URL in ${where}`, "AlloyNetworkError", { fetch: storing(put) }, upload);
        const read = async (url) => ({
          ...{ status: 400, headers: new Headers(), text: async () => toss(thrown(url)) },
        });
        await hidden(`a URL in ${where}`, "AlloyBadRequestError", { fetch: storing(read) }, upload);
      },
    ];
  }
  for (const [where, fetch] of tellingFetches()) {
    yield [
      `the key, thrown in ${where}`,
      async () => {
        for (const [name, call] of Object.entries(CALLS)) {
          await hidden(`${name}: the key in ${where}`, "AlloyNetworkError", { fetch }, call);
        }
      },
    ];
  }
  yield [
    "a credential's data, thrown with the request",
    () => hidden("the data", "AlloyNetworkError", { fetch: tellAll }, credential),
  ];
  yield [
    "times that run out, and aborts",
    async () => {
      for (const [name, call] of Object.entries(CALLS)) {
        for (const fetch of name === "upload" ? [never, storing(never)] : [never]) {
          const timeout = { fetch, timeoutMs: 30 };
          await hidden(`${name}: a timeout`, "AlloyTimeoutError", timeout, call);
          await hidden(`${name}: a deadline`, "AlloyTimeoutError", { fetch }, (alloy) =>
            call(alloy, { deadlineMs: 30 }),
          );
          await hidden(`${name}: an abort`, "AlloyAbortError", { fetch }, (alloy) =>
            call(alloy, { signal: AbortSignal.timeout(30) }),
          );
        }
      }
    },
  ];
  yield [
    "what is refused before it is sent",
    async () => {
      for (const wrong of [
        { ...CREDENTIAL, redirectUri: 7 },
        { ...CREDENTIAL, authConfigId: "" },
        { ...CREDENTIAL, authenticationType: "" },
        { ...CREDENTIAL, data: { ...DATA, count: 1n } },
        { ...CREDENTIAL, data: [DATA] },
      ]) {
        await hidden("a wrong credential", "AlloyValidationError", {}, (alloy) =>
          alloy.createCredential("mailgun", wrong),
        );
      }
      await hidden("a wrong option", "AlloyValidationError", {}, (alloy) =>
        credential(alloy, { timeoutMs: DATA.apiKey }),
      );
    },
  ];
  yield ["over HTTP, while everything is retried", () => hidesOverHttp(context)];
  yield ["in the events of what succeeds", () => hidesInSuccess(context)];
}

/** What a `fetch` may throw of the URL that it was given. */
const THROWN = {
  "its message": (url) => new Error(`no way to ${url}`),
  "its stack": (url) => failing({ stack: `Error: ${url}` }),
  "a property": (url) => failing({ config: { url } }),
  "its cause": (url) => new Error("no", { cause: new Error(url) }),
  "a URL": (url) => failing({ url: new URL(url) }),
  "a URL in a list": (url) => failing({ input: [new URL(url)] }),
  "a Request": (url) => failing({ request: new Request(url) }),
  "path and query": (url) => failing({ path: url.slice(url.indexOf("/", 8)) }),
  "the query's parameters": (url) => failing({ params: new URL(url).searchParams }),
  "a query's parameter": (url) =>
    new Error(`bad signature ${new URL(url).searchParams.get("X-Amz-Signature")}`),
  "a string": (url) => `no way to ${url}`,
};

const failing = (members) => Object.assign(new Error("no"), members);

function toss(value) {
  throw value;
}

async function hidesOverHttp(context) {
  for (const put of ["503~0", "403", "reset", "cut", "400"]) {
    const events = [];
    const observe = (event) => void events.push(event);
    const { alloy, seen } = uploading(context, "503~0,200", put, { observe, maxRetries: 1 });
    const outcome = await upload(alloy).catch((error) => error);
    const { path } = (await seen()).find(({ method }) => method === "PUT");
    ok(path.includes("SignatureHead"), "the URL that is looked for");
    const marks = ["SignatureHead", "SignatureTail", "/storage"];
    hides(marks, `an upload at ${put}`, [outcome, outcome.cause, events], context.world.inspect);
    ok(events.length > 3, "events");
  }
}

async function hidesInSuccess(context) {
  const events = [];
  const cache = new Map();
  const observe = (event) => void events.push(event);
  const answers = { GET: { token: TOKEN }, POST: { ...place, credentialId: "c-1" }, PUT: null };
  const fetch = (_, { method }) => answering(answers[method])();
  const options = { apiKey: KEY, observe, cache, fetch, dialect: "auto" };
  const alloy = context.faulty("unused", options);
  const output = await consoleOutput(async () => {
    ok((await token(alloy)).token === TOKEN, "the token");
    ok((await upload(alloy)).s3Key === "k", "the file");
    ok((await credential(alloy)).credentialId === "c-1", "the credential");
  });
  const seen = [events, [...cache], output, alloy, alloy.forUser("user-2"), alloy.CRM];
  hides(MARKS, "a success", seen, context.world.inspect);
  ok(events.length === 8, `${events.length} events`);
  ok(!everythingIn(events).some((text) => /bucket\.example|user-1|u-1/.test(text)), "tells ids");
}
