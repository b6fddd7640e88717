// One cell of the matrix: a runtime, and a consumer's folder with the package installed.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { writeRecord } from "../contract/recording/records.mjs";
import { installTarball } from "./tarball.mjs";
import { openWorld } from "./world.mjs";

const VIOLATIONS_SHOWN = 20;

/**
 * The package installed, the programs beside it, and `serve()` for the servers that they talk to: where
 * they are, and the ledgers of what goes back and forth.
 */
export async function openCell() {
  const { folder, installed } = await installTarball();
  for (const name of ["conformance", "programs"]) {
    cpSync(fileURLToPath(new URL(name, import.meta.url)), join(folder, name), { recursive: true });
  }
  const closers = [];
  after(() => Promise.all(closers.map((close) => close())));
  const serve = async (options) => {
    const { world, ledgers, close } = await openWorld(installed, options);
    closers.push(close);
    return { world, ledgers };
  };
  return { folder, installed, serve };
}

/** Runs a program of that folder, and gives what it wrote. */
export function run(folder, [command, ...args], limitMs = 240_000) {
  return promisify(execFile)(command, args, {
    cwd: folder,
    timeout: limitMs,
    maxBuffer: 64 * 1024 * 1024,
  });
}

/**
 * Makes a test of every result of a conformance run, so that each is counted. A file does this when
 * all its runs are over: tests begin as soon as there is one, and with the last the servers end.
 *
 * @param {string} cell the runtime, and how the package got into it
 * @param {{ name: string, ok: boolean, error?: string, skipped?: string }[]} results
 * @param {import("../contract/recording/ledger.mjs").Ledger[]} ledgers
 */
export function report(cell, results, ledgers) {
  writeRecord(cell, ledgers);
  describe(cell, () => {
    it("ran every check once", () => {
      assert.ok(results.length > 0, "no check ran");
      const names = results.map(({ name }) => name);
      const repeated = names.filter((name, index) => names.indexOf(name) !== index);
      assert.deepEqual(repeated, []);
    });
    for (const { name, ok, error, skipped } of results) {
      it(name, { skip: skipped }, () => assert.ok(ok, error));
    }
    for (const side of ["request", "answer"]) {
      it(`every ${side} keeps to the contract`, () => {
        for (const { dialect, checked } of ledgers) {
          assert.ok(checked[`${side}s`] > 0, `no ${side} was seen at the sandbox ${dialect}`);
        }
        const violations = ledgers.flatMap((ledger) => ledger.violations(side));
        const shown = violations.slice(0, VIOLATIONS_SHOWN).join("\n  ");
        assert.ok(violations.length === 0, `in ${violations.length} ways, first:\n  ${shown}`);
      });
    }
  });
}
