// Bytes, and what says how to read them.
import { equal, matches, ok, same } from "./assert.mjs";
import { rawFault } from "./context.mjs";

const act = (alloy) => alloy.executeAction("notion", "post-search", {});

/** A string of the bytes of a text in UTF-8. */
const utf8 = (text) => String.fromCharCode(...new TextEncoder().encode(text));

const json = { "content-type": "application/json", "x-request-id": "bytes-1" };

export function* encodings(context) {
  const body = utf8('{"text":"Ünïcödé 東京"}');
  const text = "Ünïcödé 東京";
  for (const [what, answer] of [
    ["a byte order mark", { headers: json, body: `\xef\xbb\xbf${body}` }],
    ["no type", { headers: {}, body }],
    ["another type", { headers: { "content-type": "text/html" }, body }],
    ["another charset", { headers: { "content-type": "application/json; charset=x" }, body }],
    ["blanks around it", { headers: json, body: ` \r\n${body}\n\n` }],
  ]) {
    yield [
      `${what} harms no answer`,
      async () => same(await act(context.faulty(rawFault(answer))), { text }, "result"),
    ];
  }
  yield [
    "a byte order mark harms no refusal",
    async () => {
      const body = '\xef\xbb\xbf{"error":{"code":"C","message":"m"}}';
      const alloy = context.faulty(rawFault({ status: 400, headers: json, body }));
      await context.rejects(() => act(alloy), "AlloyBadRequestError", { code: "C", message: "m" });
    },
  ];
  yield [
    "bytes that are no UTF-8 become U+FFFD",
    async () => {
      const body = '{"a":"\xff\xfe","b":"caf\xe9"}';
      const alloy = context.faulty(rawFault({ headers: json, body }));
      same(await act(alloy), { a: "\ufffd\ufffd", b: "caf\ufffd" }, "result");
    },
  ];
  yield [
    "gzip is unpacked",
    async () => equal((await act(context.faulty("gzip/good"))).packed.length, 1000, "length"),
  ];
  yield [
    "gzip that is none gives one error",
    async () => {
      const error = await act(context.faulty("gzip/corrupt")).catch((error) => error);
      isTyped(error);
      ok(error.code !== "TIMED_OUT", "it hung");
    },
  ];
  yield [
    "a Content-Length that is too long: an error, though the JSON is whole",
    async () => {
      const headers = { ...json, "content-length": "1000" };
      const alloy = context.faulty(rawFault({ headers, body: '{"a":1}', hangUp: true }));
      isTyped(await act(alloy).catch((error) => error));
    },
  ];
  yield [
    "a Content-Length that is too short: the JSON breaks off",
    async () => {
      const headers = { ...json, "content-length": "5", connection: "close" };
      const alloy = context.faulty(rawFault({ headers, body: '{"a":"longer than that"}' }));
      const error = await act(alloy).catch((error) => error);
      isTyped(error);
      if (error instanceof context.sdk.AlloyProtocolError) {
        same([error.status, error.requestId], [200, "bytes-1"], "status and requestId");
        matches(error.body, /^{"a":/, "body");
      }
    },
  ];
  yield ["an answer of 50 MB", () => takesHugeAnswer(context)];
  yield ["a refusal of 10 MB", () => takesHugeRefusal(context)];

  function isTyped(error) {
    const { AlloyNetworkError, AlloyProtocolError } = context.sdk;
    const known = error instanceof AlloyNetworkError || error instanceof AlloyProtocolError;
    ok(known, `expected a network or a protocol error, got ${error}`);
    equal(error.attempts, 1, "attempts");
  }
}

async function takesHugeAnswer(context) {
  const { text } = await act(context.faulty("huge"));
  equal(text.length, 50 * 2 ** 20, "length");
}

/** As a stand-in for a Response: its body is a text already. */
async function takesHugeRefusal(context) {
  const text = `{"error":{"code":"HUGE","message":"${"m".repeat(10 * 2 ** 20)}"}}`;
  const fetch = async () => ({ status: 400, headers: new Headers(), text: async () => text });
  const error = await context.rejects(
    () => act(context.faulty("unused", { fetch })),
    "AlloyBadRequestError",
    { status: 400 },
  );
  ok(error.message.length <= 10_000, `the message has ${error.message.length} characters`);
  ok(JSON.stringify(error).length <= 100_000, "what is logged is huge");
}
