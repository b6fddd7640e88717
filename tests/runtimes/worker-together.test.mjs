// One client at a Worker's module scope, for requests that overlap.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { supportedCompatibilityDate } from "miniflare";
import { openConsumer } from "./consumer.mjs";
import { bundleWorker, startWorker } from "./workerd.mjs";
import { openWorld } from "./world.mjs";

const { folder, installed } = await openConsumer();
const { world, close } = await openWorld(installed);
after(close);
const modules = await bundleWorker(folder, "programs/worker.mjs", { WORLD: world });

for (const compatibilityDate of ["2023-03-01", supportedCompatibilityDate]) {
  describe(`one client at module scope, workerd of ${compatibilityDate}`, () => {
    let started;
    before(async () => (started = await startWorker(modules, { compatibilityDate })));
    after(() => started.worker.dispose());
    const together = async () => {
      const answer = await started.worker.dispatchFetch("http://worker/together");
      return answer.json();
    };

    it("serves two requests that overlap", async () => {
      const answers = await Promise.all([together(), together()]);
      assert.deepEqual(answers, [{ together: 2 }, { together: 2 }]);
    });

    it("serves eight, over and over", async () => {
      for (let round = 0; round < 3; round += 1) {
        const answers = await Promise.all(Array.from({ length: 8 }, together));
        assert.deepEqual(answers, Array(8).fill({ together: 2 }));
      }
    });

    it("complains of nothing", () => assert.deepEqual(started.errors, []));
  });
}
