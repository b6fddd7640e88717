// `./web` brings no module along: it is loaded when and whence the page says.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const pkg = new URL("../../pkg/", import.meta.url);

// In a process of its own: there is one module to a process, and other tests have loaded theirs.
function run(load) {
  const program = `
    import { readFileSync } from "node:fs";
    import init, { AlloyConnectivity, initSync } from ${JSON.stringify(new URL("web.js", pkg).href)};
    const bytes = readFileSync(new URL("core/alloy_bg.wasm", ${JSON.stringify(pkg.href)}));
    ${load}
    console.log(JSON.stringify(AlloyConnectivity.parseOAuthCallback("?code=abc")));
  `;
  return execFileSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: fileURLToPath(pkg),
    encoding: "utf8",
  }).trim();
}

describe("alloy-connectivity/web", () => {
  const ways = {
    "takes bytes at once": "initSync({ module: bytes });",
    "takes a compiled module": "initSync({ module: new WebAssembly.Module(bytes) });",
    "takes a response, and streams it": `await init({
      module_or_path: new Response(bytes, { headers: { "content-type": "application/wasm" } }),
    });`,
    "does nothing the second time":
      "initSync({ module: bytes }); await init({ module_or_path: bytes });",
  };
  for (const [what, load] of Object.entries(ways)) {
    it(what, () => assert.equal(run(load), '{"code":"abc"}'));
  }

  for (const [what, use] of Object.entries({
    "a static method": "",
    "the constructor": 'new AlloyConnectivity({ apiKey: "k" });',
  })) {
    it(`says that it is not loaded: ${what}`, () => {
      assert.throws(
        () => run(use),
        /AlloyConfigError: alloy-connectivity\/web must be loaded first/,
      );
    });
  }
});
