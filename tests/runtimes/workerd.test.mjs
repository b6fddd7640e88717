// Cloudflare's workerd, plain: no nodejs_compat, with an old compatibility date and a new one.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { supportedCompatibilityDate } from "miniflare";
import { openCell, report } from "./cell.mjs";
import { bundleWorker, startWorker } from "./workerd.mjs";

const { folder, serve } = await openCell();
const dates = ["2023-03-01", supportedCompatibilityDate];
const cells = await Promise.all(dates.map(openWorkerd));
after(() => Promise.all(cells.map(({ worker }) => worker.dispose())));

for (const { compatibilityDate, errors, get, results, ledgers } of cells) {
  report(`workerd of ${compatibilityDate}`, results, ledgers);

  describe(`one client at module scope, workerd of ${compatibilityDate}`, () => {
    it("serves two requests that overlap", async () => {
      const answers = await Promise.all([get("/together"), get("/together")]);
      assert.deepEqual(answers, [{ together: 2 }, { together: 2 }]);
    });

    it("serves eight, over and over", async () => {
      for (let round = 0; round < 3; round += 1) {
        const answers = await Promise.all(Array.from({ length: 8 }, () => get("/together")));
        assert.deepEqual(answers, Array(8).fill({ together: 2 }));
      }
    });

    it("complains of nothing", () => assert.deepEqual(errors, []));
  });
}

async function openWorkerd(compatibilityDate) {
  const { world, ledgers } = await serve();
  const modules = await bundleWorker(folder, "programs/worker.mjs", { WORLD: world });
  const { worker, errors } = await startWorker(modules, { compatibilityDate });
  const get = async (path) => (await worker.dispatchFetch(`http://worker${path}`)).json();
  return { compatibilityDate, worker, errors, get, results: await get("/conform"), ledgers };
}
