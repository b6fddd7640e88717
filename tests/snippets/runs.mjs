// What becomes of each kind of block.
import { compile, compileAfter } from "./runs/compile.mjs";
import { isTheFile } from "./runs/file.mjs";
import { answerInEdgeRuntime } from "./runs/edge-runtime.mjs";
import { fillPage } from "./runs/page.mjs";
import { BUN, DENO, lacking, runInBun, runInDeno, runInNode, runTests } from "./runs/program.mjs";
import { answerInWorkerd } from "./runs/workerd.mjs";

/** @type {Record<string, { run: Function, missing?: string | false }>} */
export const RUNS = {
  node: { run: runInNode },
  test: { run: runTests },
  deno: { run: runInDeno, missing: lacking(DENO) },
  bun: { run: runInBun, missing: lacking(BUN) },
  worker: { run: answerInWorkerd },
  types: { run: compile },
  next: { run: answerInEdgeRuntime },
  page: { run: fillPage },
  diff: { run: compileAfter },
  file: { run: isTheFile },
};
