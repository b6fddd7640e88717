// Routes for Next's edge runtime.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startRoute } from "../../examples/runtimes/edge-route.mjs";
import { types } from "./compile.mjs";

export const next = {
  prepare: types.prepare,
  async run(block, consumer) {
    types.run(block, consumer);
    const { folder, environment } = consumer;
    writeFileSync(join(folder, `${block.name}.ts`), block.code);
    const route = await startRoute(folder, { route: `${block.name}.ts`, env: environment });
    try {
      const answer = await fetch(`${route.url}/alloy/`);
      const body = await answer.text();
      assert.equal(answer.status, 200, body);
      assert.equal(route.complaints(), "");
    } finally {
      await route.close();
    }
  },
};
