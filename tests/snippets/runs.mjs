// What becomes of each kind of block. `prepare` is called for all of them before the first one's `run`.
import { diff, types } from "./runs/compile.mjs";
import { next } from "./runs/edge-runtime.mjs";
import { isTheFile } from "./runs/file.mjs";
import { fillPage } from "./runs/page.mjs";
import { BUN, DENO, lacking, runInBun, runInDeno, runInNode, runTests } from "./runs/program.mjs";
import { answerInWorkerd } from "./runs/workerd.mjs";

/** @type {Record<string, { prepare?: Function, run: Function, missing?: string | false }>} */
export const RUNS = {
  node: { run: runInNode },
  test: { run: runTests },
  deno: { run: runInDeno, missing: lacking(DENO) },
  bun: { run: runInBun, missing: lacking(BUN) },
  worker: { run: answerInWorkerd },
  page: { run: fillPage },
  file: { run: isTheFile },
  ...{ types, diff, next },
};
