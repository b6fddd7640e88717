// Payloads stay the engine's: the module's memory, and its table of the host's values, do not grow
// with what is sent and answered.
import { moduleSize } from "../chaos/wasm-memory.mjs"; // first of all
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AlloyConnectivity } from "../../pkg/node.js";

const BYTES = 20 << 20;
// More than an error keeps of its answer, which is what it may take.
const MORE_THAN_AN_ERROR_KEEPS = 100_000;

const words = (bytes) => "0123456789abcdé ".repeat(Math.ceil(bytes / 17));
const objects = (bytes) =>
  Array.from({ length: Math.ceil(bytes / 80) }, (_, index) => ({
    ...{ id: `id-${index}`, displayName: "A name", tags: ["a", "b"], at: { x: index } },
    size: 0.5,
  }));

/** Few large values, and many small ones. */
const CONTENTS = {
  "of one text": (bytes) => [{ id: "a", text: words(bytes) }],
  "of many objects": objects,
};

let calls = 0;

/** Calls, how their answer is wrapped, and what of the client is set for them. */
const CALLS = {
  "executeAction in the guide": [execute, (rows) => rows, { dialect: "guide" }],
  "executeAction in the reference": [
    execute,
    (responseData) => ({ executionId: "e", status: "completed", responseData }),
    { dialect: "reference" },
  ],
  "executeAction with its response": [
    async (alloy) => (await execute(alloy, { withResponse: true })).data,
    (rows) => rows,
    { dialect: "guide" },
  ],
  "listRecords, bare": [(alloy) => alloy.listRecords("i", "pages"), (rows) => rows],
  "listRecords under data": [(alloy) => alloy.listRecords("i", "pages"), (data) => ({ data })],
  // Of another connector each time: what is remembered is not asked for.
  "listActions, flat": [(alloy) => alloy.listActions(`c-${calls++}`), (actions) => ({ actions })],
  "listActions, by resources": [
    (alloy) => alloy.listActions(`c-${calls++}`),
    (actions) => ({ resources: [{ id: "all", actions }] }),
  ],
};

function execute(alloy, options) {
  return alloy.executeAction("service", "act", { x: 1 }, options);
}

/** One client for all calls, as each takes a place in the table until it is collected. */
function open({ dialect = "auto", status = 200 } = {}) {
  const answer = { text: "{}" };
  const fetch = async (url, { method, body }) => {
    const isDescription = method === "GET" && url.endsWith("/actions/act");
    return new Response(isDescription ? "{}" : answer.text, {
      status: isDescription ? 200 : status,
      headers: { "content-type": "application/json", "x-sent": `${body?.length ?? 0}` },
    });
  };
  const alloy = new AlloyConnectivity({
    ...{ apiKey: "key-0000", userId: "user-1", connectionId: "c", maxRetries: 0 },
    ...{ dialect, fetch, baseUrl: "http://127.0.0.1:9" },
  });
  return { alloy, answer };
}

/** What the module grows by at the last call, the others having taken what any call takes. */
async function growth(small, large) {
  for (let time = 0; time < 3; time += 1) await small();
  const before = moduleSize();
  await large();
  const after = moduleSize();
  return {
    memoryBytes: after.memoryBytes - before.memoryBytes,
    tableEntries: after.tableEntries - before.tableEntries,
  };
}

const NONE = { memoryBytes: 0, tableEntries: 0 };

for (const [what, make] of Object.entries(CONTENTS)) {
  const rows = make(BYTES);

  describe(`20 MB ${what} leave the module as it was`, () => {
    for (const [name, [call, wrap, options]] of Object.entries(CALLS)) {
      it(name, async () => {
        const { alloy, answer } = open(options);
        const get = async (rows) => {
          answer.text = JSON.stringify(wrap(rows));
          const result = await call(alloy);
          assert.equal(result.length, rows.length);
          assert.equal(result.at(-1).id, rows.at(-1).id);
        };
        assert.deepEqual(
          await growth(
            () => get(make(1)),
            () => get(rows),
          ),
          NONE,
        );
        assert.ok(answer.text.length > 0.9 * BYTES, `${answer.text.length} characters`);
      });
    }

    it("an error", async () => {
      const { alloy, answer } = open({ dialect: "guide", status: 422 });
      const get = (rows) => {
        answer.text = JSON.stringify({ error: { code: "X", message: "m" }, rows });
        return assert.rejects(execute(alloy), { name: "AlloyBadRequestError" });
      };
      const kept = make(MORE_THAN_AN_ERROR_KEEPS);
      assert.deepEqual(
        await growth(
          () => get(kept),
          () => get(rows),
        ),
        NONE,
      );
    });

    for (const dialect of ["guide", "reference"]) {
      it(`an action's parameters in the ${dialect}`, async () => {
        const { alloy } = open({ dialect });
        let sent;
        const send = async (rows) => {
          const options = { withResponse: true };
          const { headers } = await alloy.executeAction("service", "act", { rows }, options);
          sent = Number(headers["x-sent"]);
        };
        assert.deepEqual(
          await growth(
            () => send(make(1)),
            () => send(rows),
          ),
          NONE,
        );
        assert.ok(sent > 0.9 * BYTES, `${sent} characters`);
      });
    }
  });
}
