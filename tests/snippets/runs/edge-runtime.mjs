// Routes for Next's edge runtime.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startRoute } from "../../examples/runtimes/edge-route.mjs";
import { compile } from "./compile.mjs";

export async function answerInEdgeRuntime({ name, code }, consumer) {
  compile({ name, code }, consumer);
  const { folder, environment } = consumer;
  writeFileSync(join(folder, `${name}.ts`), code);
  const route = await startRoute(folder, { route: `${name}.ts`, env: environment });
  try {
    const answer = await fetch(`${route.url}/alloy/`);
    const body = await answer.text();
    assert.equal(answer.status, 200, body);
    assert.equal(route.complaints(), "");
  } finally {
    await route.close();
  }
}
