// What the module for pages is before any page has it: small, by itself, and harmless on a server.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const file = fileURLToPath(new URL("../../pkg/browser/index.js", import.meta.url));

describe("alloy-connectivity/browser", () => {
  it("is at most 3,072 bytes gzip", () => {
    const { length } = gzipSync(readFileSync(file), { level: 9 });
    assert.ok(length <= 3_072, `${length}`);
  });

  it("brings nothing along: neither the core nor anything else", async () => {
    const { metafile } = await build({
      entryPoints: [file],
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      logLevel: "silent",
    });
    const [[, { imports }], ...others] = Object.entries(metafile.inputs);
    assert.deepEqual([imports, others], [[], []]);
  });

  it("may be imported where pages are rendered on a server, and reads an address there", async () => {
    const { ConnectError, readConnectOutcome } = await import(file);
    const address = new URL("https://app.example/?alloy_outcome=failed&alloy_connector=notion");
    address.searchParams.set("alloy_flow", "f");
    address.searchParams.set("alloy_error", "TIMEOUT");
    const outcome = { status: "failed", connectorId: "notion", error: "TIMEOUT", flow: "f" };
    assert.deepEqual(readConnectOutcome(address), outcome);
    assert.deepEqual(readConnectOutcome(address.search), outcome);
    assert.ok(ConnectError.prototype instanceof Error);
  });
});
