// What the package weighs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { packageFolder, packing } from "../runtimes/tarball.mjs";

const WORKER_GZIP_BYTES = 49_152;
const HANDLER_GZIP_BYTES = 55_296;
const INSTALLED_BYTES = 1_048_576;

const size = JSON.parse(readFileSync(new URL("../../target/size.json", import.meta.url), "utf8"));

describe("the size", () => {
  it(`is at most ${WORKER_GZIP_BYTES} bytes gzip in a Worker`, () => {
    assert.ok(size.files.some(({ file }) => file === "core/alloy_bg.wasm"));
    assert.ok(size.worker.gzip <= WORKER_GZIP_BYTES, `${size.worker.gzip} bytes`);
  });

  it(`is at most ${HANDLER_GZIP_BYTES} bytes gzip in a Worker that mounts the handler`, () => {
    assert.ok(size.handler.gzip > size.worker.gzip);
    assert.ok(size.handler.gzip <= HANDLER_GZIP_BYTES, `${size.handler.gzip} bytes`);
  });

  it("was measured on these very files", () => {
    for (const { file, raw } of size.files) {
      assert.equal(readFileSync(`${packageFolder}/${file}`).length, raw, file);
    }
  });

  it(`is at most ${INSTALLED_BYTES} bytes installed`, async () => {
    const { unpackedSize } = await packing();
    assert.equal(unpackedSize, size.installed.raw);
    assert.ok(unpackedSize <= INSTALLED_BYTES, `${unpackedSize} bytes`);
  });
});

describe("the manifest", () => {
  it("asks for no other package", () => {
    const manifest = JSON.parse(readFileSync(`${packageFolder}/package.json`, "utf8"));
    for (const kind of ["dependencies", "peerDependencies", "optionalDependencies"]) {
      assert.equal(manifest[kind], undefined, kind);
    }
    assert.equal(manifest.scripts, undefined, "scripts run at install");
  });
});
