// The key, a code and a consent's token must not get into what a program logs, whoever echoes them.
import { ok, rejection } from "./assert.mjs";
import { answering, FAULT_KEY, REDIRECT_URI } from "./context.mjs";

const CODE = "code-0f9e8d7c6b5a";
// A part of a secret is a leak as well.
const PARTS = [FAULT_KEY.slice(0, 18), FAULT_KEY.slice(-8), CODE.slice(0, 12)];

export function* secrets(context) {
  for (const fault of [
    ...["echo-json/400", "echo-json/401", "echo-json/500", "echo-text/400", "echo-text/502"],
    ...["echo-text/200", "echo-redirect/302"],
  ]) {
    yield [
      `the key and the code, echoed by ${fault}`,
      async () => {
        const alloy = context.faulty(fault);
        for (const call of [
          () => alloy.executeAction("notion", "post-search", {}),
          () => alloy.listConnections(),
          () => alloy.initiateOAuthFlow("notion", REDIRECT_URI),
          () => alloy.handleOAuthCallback("notion", CODE),
        ]) {
          tellsNothing(await rejection(call));
        }
      },
    ];
  }
  yield [
    "the key, cut by the end of what an error keeps",
    async () => {
      for (let padding = 150; padding <= 200; padding += 3) {
        const alloy = context.faulty(`echo-padded/${padding}`);
        tellsNothing(await rejection(() => alloy.executeAction("notion", "post-search", {})));
      }
      for (const padding of [65_490, 65_510, 65_520, 65_530]) {
        const echo = (_, { headers }) =>
          Promise.resolve(
            new Response(`${"x".repeat(padding)}${headers.Authorization}`, { status: 500 }),
          );
        const alloy = context.faulty("unused", { fetch: echo });
        tellsNothing(await rejection(() => alloy.executeAction("notion", "post-search", {})));
      }
    },
  ];
  yield [
    "the key, in what fetch throws",
    async () => {
      const failures = [
        (key) => new Error(`no way with ${key}`),
        (key) => new Error("no way", { cause: new Error(`inner ${key}`) }),
        (key) => Object.assign(new Error("no way"), { stack: `Error: ${key}` }),
        (key) =>
          Object.assign(new Error("no way"), { config: { headers: { Authorization: key } } }),
        (key) => `a string with ${key}`,
        (key) => ({ message: `an object with ${key}` }),
      ];
      for (const failure of failures) {
        const fetch = async (_, { headers }) => {
          throw failure(headers.Authorization);
        };
        const alloy = context.faulty("unused", { fetch });
        const error = await rejection(() => alloy.executeAction("notion", "post-search", {}));
        context.isError(error, "AlloyNetworkError");
        tellsNothing(error);
      }
    },
  ];
  yield [
    "the consent's token, in an answer that lacks something",
    async () => {
      const oauthUrl = `ftp://service.example/?token=${CODE}`;
      const alloy = context.faulty("unused", { fetch: answering({ oauthUrl }) });
      const error = await rejection(() => alloy.initiateOAuthFlow("notion", REDIRECT_URI));
      context.isError(error, "AlloyProtocolError");
      tellsNothing(error);
    },
  ];
  yield [
    "a connector's own fields, echoed",
    async () => {
      const alloy = context.faulty("echo-json/400");
      const data = { shop: { password: CODE } };
      tellsNothing(await rejection(() => alloy.initiateOAuthFlow("shop", REDIRECT_URI, { data })));
    },
  ];
  yield ["the client itself shows nothing", async () => tellsNothing(context.faulty("unused"))];
}

function tellsNothing(value) {
  const text = everythingIn(value).join("\n");
  for (const part of PARTS) {
    const at = text.indexOf(part);
    ok(at < 0, `leaks ${part}: …${text.slice(Math.max(0, at - 80), at + 40)}…`);
  }
}

/** Every string that can be reached from a value: its properties, hidden ones too, and getters. */
function everythingIn(value, seen = new Set()) {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object" || seen.has(value)) return [];
  seen.add(value);
  const names = Object.getOwnPropertyNames(value);
  const inherited = ["name", "message", "stack", "cause", "response", "request"];
  const members = [...names, ...inherited].flatMap((name) => everythingIn(value[name], seen));
  return [...names, ...members, String(value), JSON.stringify(value) ?? ""];
}
