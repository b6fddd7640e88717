// Node's require() of ES modules: no second build, so no second identity of the classes.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openConsumer, run } from "./consumer.mjs";

const { folder } = await openConsumer();

describe("require and import", () => {
  for (const order of [
    ["require", "import"],
    ["import", "require"],
  ]) {
    it(`give the same classes, ${order.join(" before ")}, and no warning`, async () => {
      const source = `
        const load = { require: async (name) => require(name), import: (name) => import(name) };
        (async () => {
          const loaded = {};
          for (const way of ${JSON.stringify(order)}) loaded[way] = await load[way]("alloy-connectivity");
          const names = Object.keys(loaded.import);
          const same = names.filter((name) => loaded.require[name] === loaded.import[name]);
          console.log(JSON.stringify([names.includes("AlloyError"), names.length === same.length]));
        })();
      `;
      const { stdout, stderr } = await run(folder, [process.execPath, "-e", source]);
      assert.deepEqual(JSON.parse(stdout), [true, true]);
      assert.equal(stderr, "");
    });
  }
});
