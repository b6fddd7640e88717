// What importing the package does, and what it brings.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { installTarball } from "../runtimes/tarball.mjs";
import { declaredClasses } from "./declarations.mjs";

const { folder, installed } = await installTarball();
const sdk = await import(pathToFileURL(join(installed, "node.js")).href);
const declared = declaredClasses(join(installed, "index.d.ts"));

const FETCH_STACK = [
  ...["fetch", "Request", "Response", "Headers", "FormData", "AbortController", "AbortSignal"],
  ...["ReadableStream", "WebSocket", "EventSource"],
];

// In Node the first touch of any of them loads undici, which takes longer than all the rest.
const forbidding = (program) => `
  for (const name of ${JSON.stringify(FETCH_STACK)}) {
    Object.defineProperty(globalThis, name, {
      get() { throw new Error("touched " + name); },
    });
  }
  const forbidden = ["setTimeout", "setInterval", "setImmediate", "queueMicrotask"];
  for (const name of forbidden) {
    globalThis[name] = () => { throw new Error("called " + name); };
  }
  Math.random = () => { throw new Error("called Math.random"); };
  ${program}
  console.log("untouched");
`;

async function runs(program, ...flags) {
  const args = [...flags, "-e", forbidding(program)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
  assert.equal(stdout, "untouched\n");
}

describe("nothing of the fetch stack is touched", () => {
  it("at import", () => runs('await import("alloy-connectivity");', "--input-type=module"));

  it("at require", () => runs('require("alloy-connectivity");', "--input-type=commonjs"));

  it("by making clients", () =>
    runs(
      `const { AlloyConnectivity } = await import("alloy-connectivity");
       const env = { ALLOY_API_KEY: "key-0000", ALLOY_USER_ID: "user-1" };
       const alloy = AlloyConnectivity.fromEnv(env, { headers: { "x-a": "b" } });
       alloy.forUser("user-2").free();
       AlloyConnectivity.parseOAuthCallback("http://127.0.0.1/?code=c");`,
      "--input-type=module",
    ));

  it("by the sandbox's making", () =>
    runs('(await import("alloy-connectivity/sandbox")).createSandbox();', "--input-type=module"));

  it("unless it is: the trap works", () =>
    assert.rejects(runs("new Headers();", "--input-type=module"), /touched Headers/));
});

describe("what is there is what is declared", () => {
  it("by the exports' names", () => {
    assert.deepEqual(Object.keys(sdk).sort(), [...declared.keys()].sort());
  });

  it("by the client's methods", () => {
    const { AlloyConnectivity } = sdk;
    const { methods, statics } = declared.get("AlloyConnectivity");
    const own = (object, standard) =>
      Reflect.ownKeys(object)
        .map((key) => (key === Symbol.dispose ? "[Symbol.dispose]" : String(key)))
        // wasm-bindgen's own; not for callers.
        .filter((key) => !standard.includes(key) && !key.startsWith("__"))
        .sort();
    assert.deepEqual(own(AlloyConnectivity.prototype, ["constructor"]), methods);
    assert.deepEqual(own(AlloyConnectivity, ["length", "name", "prototype"]), statics);
    assert.ok(methods.length > 5 && statics.length > 1);
  });

  it("by the errors' ancestors", () => {
    const errors = [...declared].filter(([name]) => name.endsWith("Error"));
    assert.ok(errors.length > 10);
    for (const [name, { parent }] of errors) {
      const above = parent === "Error" ? Error : sdk[parent];
      assert.equal(Object.getPrototypeOf(sdk[name]), above, name);
      assert.ok("toJSON" in sdk[name].prototype, name);
    }
  });

  it("by the classes' names, which programs log", () => {
    const names = Object.keys(sdk).map((name) => [name, sdk[name].name]);
    assert.deepEqual(
      names.filter(([name, own]) => name !== own),
      [],
    );
  });
});
