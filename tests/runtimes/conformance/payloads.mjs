// What is sent arrives as it was, and what is answered too.
import { equal, ok, same } from "./assert.mjs";
import { recorder } from "./context.mjs";

const TEXTS = {
  empty: "",
  accents: "Ünïcödé ñ",
  cjk: "東京 한국어 中文",
  emoji: "👩‍👩‍👧‍👦🏳️‍🌈",
  rightToLeft: "שלום مرحبا \u202e",
  separators: "\u2028\u2029\u0000\u001f\u007f",
  quotes: "\"\\/\b\f\n\r\t'`${x}",
  surrogates: "\ud800 \udc00 \ud83d",
  noncharacters: "\ufeff\ufffe\uffff\u{10ffff}",
  markup: "<script>alert(1)</script>",
  normal: "e\u0301 é",
};

const VALUES = {
  numbers: [0, -1, 1.5, 1e21, 1e-7, 2 ** 53, Number.MAX_VALUE, Number.MIN_VALUE],
  nested: { a: [{ b: [[], {}, null, true, false] }] },
  "key ü 東 \u2028": 1,
  "": "an empty key",
  constructor: "not a function",
  toString: "nor this",
};

export function* payloads(context) {
  for (const dialect of ["guide", "reference"]) {
    const send = async (parameters) => {
      const alloy = context.faulty("mirror/200", { dialect });
      const { body } = await alloy.executeAction("notion", "post-page", parameters);
      return dialect === "guide" ? body.parameters : body.requestBody;
    };
    for (const [what, parameters] of [
      ["texts", TEXTS],
      ["values", VALUES],
    ]) {
      yield [`${what} in ${dialect}`, async () => same(await send(parameters), parameters)];
    }
    yield [
      `a member called __proto__ in ${dialect}`,
      async () => {
        const parameters = JSON.parse('{"__proto__":{"admin":true},"x":1}');
        equal(JSON.stringify(await send(parameters)), JSON.stringify(parameters), "parameters");
        equal({}.admin, undefined, "every object's admin");
      },
    ];
    yield [
      `what JSON leaves out in ${dialect}`,
      async () => {
        const given = { keep: 1, gone: undefined, method: () => {}, [Symbol("s")]: 1, nan: NaN };
        same(await send({ ...given, when: new Date(0) }), {
          ...{ keep: 1, nan: null, when: "1970-01-01T00:00:00.000Z" },
        });
      },
    ];
    yield [
      `1 MB there and back in ${dialect}`,
      async () => {
        const text = "0123456789abcdé ".repeat(65_536);
        equal((await send({ text })).text === text, true, "the text is as it was");
      },
    ];
  }
  yield [
    "an answer of 1 MB",
    async () => {
      const { items } = await context.faulty("big").executeAction("notion", "a");
      equal(items.length, 10_000, "items");
      ok(JSON.stringify(items).length > 1_000_000, "it is smaller");
      equal(items[9_999].index, 9_999, "the last one");
    },
  ];
  yield [
    "ids of any characters stay in their own segment",
    async () => {
      for (const id of ["a/b?c#d", "é 東", "%2e%2e", "...", "a+b&c=d;e", "@:!$'()*,"]) {
        const alloy = context.faulty("mirror/200");
        const { path } = await alloy.executeAction(id, id);
        const segments = path.split("/").map(decodeURIComponent);
        same(segments, ["", "connectors", id, "actions", id], "segments");
      }
    },
  ];
  yield [
    "parameters are read once, at the call",
    async () => {
      const { fetch, requests } = recorder();
      const parameters = { x: 1 };
      const call = context.faulty("mirror/200", { fetch }).executeAction("n", "a", parameters);
      parameters.x = 2;
      same((await call).body.parameters, { x: 1 }, "parameters");
      equal(requests.length, 1, "requests");
    },
  ];
}
