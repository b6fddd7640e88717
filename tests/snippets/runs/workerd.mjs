// Workers, bundled as their users bundle them.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { supportedCompatibilityDate } from "miniflare";
import { bundleWorker, startWorker } from "../../runtimes/workerd.mjs";

export async function answerInWorkerd({ name, code, words: [path = "/"] }, consumer) {
  const { folder, environment } = consumer;
  writeFileSync(join(folder, `${name}.mjs`), code);
  const { worker, errors } = await startWorker(await bundleWorker(folder, `${name}.mjs`), {
    compatibilityDate: supportedCompatibilityDate,
    bindings: environment,
  });
  try {
    const answer = await worker.dispatchFetch(`http://worker${path}`, { redirect: "manual" });
    const body = await answer.text();
    assert.ok(answer.status < 400, `${answer.status} ${body}`);
    assert.deepEqual(errors, []);
  } finally {
    await worker.dispose();
  }
}
