import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { installTarball } from "../runtimes/tarball.mjs";

const { tarball } = await installTarball();

describe("publint", () => {
  it("has nothing to say, not even to suggest", async () => {
    const packed = readFileSync(tarball);
    const { messages, pkg } = await publint({
      pack: { tarball: packed.buffer.slice(packed.byteOffset, packed.byteOffset + packed.length) },
      level: "suggestion",
      strict: true,
    });
    assert.equal(pkg.name, "alloy-connectivity");
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
  });
});
