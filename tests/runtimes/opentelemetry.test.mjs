// The guide's recipe for OpenTelemetry, as it is written there, with OpenTelemetry's own SDK.
import assert from "node:assert/strict";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { codeBlocks } from "../snippets/blocks.mjs";
import { openConsumer, run } from "./consumer.mjs";

const { folder, installed } = await openConsumer();
symlinkSync(
  fileURLToPath(new URL("../../node_modules/@opentelemetry", import.meta.url)),
  join(folder, "node_modules/@opentelemetry"),
);
const guide = readFileSync(join(installed, "docs/observing.md"), "utf8");
const recipe = codeBlocks(guide).find(({ code }) => code.includes("@opentelemetry/api"));
assert.ok(recipe, "the guide has no recipe for OpenTelemetry");
writeFileSync(join(folder, "recipe.mjs"), recipe.code);
const { stdout } = await run(folder, [process.execPath, "programs/opentelemetry.mjs"], {
  limitMs: 60_000,
});
const { example, retried, refused, failed, aborted } = JSON.parse(stdout);

const CLIENT = 2;
const ROUTE = "/connectors/{connectorId}/actions/{actionId}";
const REQUEST = { "http.request.method": "POST", "url.template": ROUTE };

describe("the guide's recipe for OpenTelemetry", () => {
  it("makes a span of each attempt, under the caller's", () => {
    const [first, second, mine] = example;
    assert.equal(example.length, 3);
    assert.equal(mine.parentSpanId, null);
    for (const span of [first, second]) {
      assert.equal(span.traceId, mine.traceId);
      assert.equal(span.parentSpanId, mine.spanId);
      assert.equal(span.name, "GET /users/{userId}/credentials");
      assert.equal(span.kind, CLIENT);
      assert.ok(span.ms >= 0);
    }
    assert.notEqual(first.spanId, second.spanId);
  });

  it("tells of the refusal, of the retry, and of the success after it", () => {
    const [first, second] = example;
    const request = {
      "http.request.method": "GET",
      "url.template": "/users/{userId}/credentials",
    };
    assert.deepEqual(first.attributes, {
      ...{ ...request, "http.response.status_code": 503, "error.type": "503" },
    });
    assert.equal(first.isError, true);
    const [retry, ...more] = first.events;
    assert.deepEqual([retry.name, retry.attributes.ms, retry.attributes.status], ["retry", 0, 503]);
    assert.deepEqual(more, []);
    assert.deepEqual(second.attributes, { ...request, "http.response.status_code": 200 });
    assert.equal(second.isError, false);
    assert.deepEqual(second.events, []);
  });

  it("makes a root of each attempt where the caller has no span", () => {
    assert.deepEqual(
      retried.map(({ parentSpanId }) => parentSpanId),
      [null, null, null],
    );
    assert.deepEqual(
      retried.map(({ isError }) => isError),
      [true, true, false],
    );
    assert.deepEqual(
      retried.map(({ events }) => events.filter(({ name }) => name === "retry").length),
      [1, 1, 0],
    );
  });

  it("says what a call failed for", () => {
    const failures = [
      [refused, { "http.response.status_code": 400, "error.type": "400" }],
      [failed, { "error.type": "NETWORK_FAILED" }],
      [aborted, { "error.type": "ABORTED" }],
    ];
    for (const [spans, attributes] of failures) {
      assert.equal(spans.length, 1);
      assert.deepEqual(spans[0].attributes, { ...REQUEST, ...attributes });
      assert.equal(spans[0].isError, true);
      assert.deepEqual(spans[0].events, []);
    }
  });

  it("holds no id and no secret", () => {
    const told = JSON.stringify([example, retried, refused, failed, aborted]);
    for (const secret of ["sandbox-api-key", "k-0000"]) assert.ok(!told.includes(secret), secret);
  });
});
