// What the client makes of answers that are no use, and of those that only look so.
import { equal, ok, same } from "./assert.mjs";
import { answering, recorder } from "./context.mjs";

const UNREADABLE = [
  ["HTML", "html/200", /^<!doctype html>/],
  ["JSON that breaks off", "truncated", /^{"results":/],
  ["a bare string", "bare", /^"a bare string"$/],
  ["plain words", "plain/200", /^plain words/],
];

export function* answers(context) {
  const { world } = context;
  for (const [what, fault, body] of UNREADABLE) {
    yield [
      `${what} is no answer`,
      async () => {
        const error = await context.rejects(
          () => act(context.faulty(fault)),
          "AlloyProtocolError",
          {
            ...{ code: "ANSWER_INVALID", status: 200, body, attempts: 1, connectorId: "notion" },
          },
        );
        ok(error.hint.length > 0, "no hint");
        equal(typeof error.headers["content-type"], "string", "content-type");
      },
    ];
  }
  for (const fault of ["empty", "status/204"]) {
    yield [`${fault} is null`, async () => equal(await act(context.faulty(fault)), null, "result")];
  }
  yield [
    "any 2xx is success",
    async () => same((await act(context.faulty("mirror/202"))).method, "POST", "method"),
  ];
  for (const status of [300, 301, 302, 303, 305, 307, 308]) {
    yield [`a ${status} is not followed`, () => followsNoRedirect(context, status)];
  }
  yield [
    "a list that is none is refused",
    async () => {
      for (const body of [{}, { data: "x" }, [{ name: "no id" }], null]) {
        const alloy = context.faulty("unused", { fetch: answering(body) });
        await context.rejects(() => alloy.listConnections(), "AlloyProtocolError", {
          message: /list of connections/,
        });
      }
    },
  ];
  yield [
    "the provider's answer comes out of its envelope",
    async () => {
      const cases = [
        [{ executionId: "e", status: "completed", responseData: [1] }, [1]],
        [{ executionId: "e", status: "completed", responseData: null }, null],
        [{ success: true, result: { a: 1 } }, { a: 1 }],
        [{ result: 1 }, { result: 1 }],
        [[], []],
      ];
      for (const [body, expected] of cases) {
        const alloy = context.faulty("unused", { fetch: answering(body) });
        same(await act(alloy), expected, "result");
      }
    },
  ];
  yield [
    "requests carry what Alloy asks for",
    async () => {
      const { fetch, requests } = recorder();
      const alloy = context.faulty("mirror/200", { fetch, headers: { "x-mine": "1" } });
      const { path, body, headers } = await act(alloy, { headers: { "x-call": "2" } });
      equal(path, "/connectors/notion/actions/post-search", "path");
      same(body, { credentialId: "connection-1", parameters: { query: "x" } }, "body");
      for (const [name, value] of Object.entries({
        ...{ accept: "application/json", "content-type": "application/json" },
        ...{ "x-api-version": "2025-09", "x-alloy-userid": "user-1", "x-mine": "1", "x-call": "2" },
      })) {
        equal(headers[name], value, name);
      }
      equal(headers.authorization, "Bearer sk-conformance-6d1f0c2ba94e", "authorization");
      equal(requests.length, 1, "requests");
      equal(requests[0].url.startsWith(world.faults), true, "url");
    },
  ];
}

const act = (alloy, options) =>
  alloy.executeAction("notion", "post-search", { query: "x" }, options);

async function followsNoRedirect(context, status) {
  const { faults } = context.world;
  // Its own in each run: the server counts who came.
  const token = `${status}-${Math.random().toString(36).slice(2)}`;
  const error = await context.rejects(
    () => act(context.faulty(`redirect/${status}-${token}`)),
    "AlloyProtocolError",
    { code: "ANSWER_INVALID", message: /redirect/ },
  );
  // Browsers hide a redirect, its status included.
  ok([0, status].includes(error.status), `status ${error.status}`);
  const { count } = await (await fetch(`${faults}/count/${token}`)).json();
  equal(count, 0, "requests at the redirect's target");
}
