// What becomes of a process that uses this: how it starts, whom it trusts, and that it ends.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { listen, serveHttp } from "./serving.mjs";

const MODULE = new URL("../../pkg/node/index.js", import.meta.url).href;
const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));
const CERTIFICATE = pathOf("test-only-localhost-cert.pem");

/** Runs a program in a process of its own, and gives what it wrote. */
async function runs(source, env = {}, flags = []) {
  const program = `import { createFetch, fetch } from ${JSON.stringify(MODULE)};\n${source}`;
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [...flags, "--input-type=module", "--eval", program],
    // Far less than the servers keep connections for, and far more than a program takes.
    { timeout: 120_000, env: { ...process.env, NODE_EXTRA_CA_CERTS: undefined, ...env } },
  );
  return { stdout, stderr };
}

describe("a process ends with its last call", () => {
  const programs = {
    "that was read": "await (await fetch(url)).text();",
    "that nobody read": "await fetch(url);",
    "that was cancelled": "await (await fetch(`${url}/part`)).body.cancel();",
    "that failed": "await fetch(`${url}/reset`).catch(() => {});",
    "that was aborted": `
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 50);
      await fetch(\`\${url}/silent\`, { signal: controller.signal }).catch(() => {});`,
    "of many":
      "await Promise.all(Array.from({ length: 20 }, async () => (await fetch(url)).text()));",
    "with a connection that is kept for long": `
      await (await createFetch({ keepAliveMs: 1_000_000 })(url)).text();`,
    "with a signal that could still end it": `
      await (await fetch(url, { signal: AbortSignal.timeout(1_000_000) })).text();`,
  };
  for (const [which, source] of Object.entries(programs)) {
    it(which, async (test) => {
      const { url } = await serveHttp(test, ({ url, socket }, response) => {
        if (url === "/part") response.write("part");
        else if (url === "/reset") socket.resetAndDestroy();
        else if (url !== "/silent") response.end("answer");
      });
      const program = `const url = ${JSON.stringify(url)};\n${source}\nconsole.log("over");`;
      assert.deepEqual(await runs(program), { stdout: "over\n", stderr: "" });
    });
  }
});

it("a call that is over leaves nothing in memory", async (test) => {
  const { url } = await serveHttp(test, (_, response) => response.end("answer"));
  const program = `
    const answers = [];
    for (let call = 0; call < 20; call++) {
      const answer = await fetch(${JSON.stringify(url)});
      if (call % 2) await answer.text();
      answers.push(new WeakRef(answer));
    }
    // The connection may still hold the last one.
    const kept = () => answers.slice(0, -1).filter((answer) => answer.deref()).length;
    do {
      await new Promise(setImmediate);
      gc();
    } while (kept() > 0);
    console.log("gone");
  `;
  assert.equal((await runs(program, {}, ["--expose-gc"])).stdout, "gone\n");
});

describe("an import", () => {
  const loaded = `process.moduleLoadList
    .map((name) => name.replace("NativeModule ", ""))
    .filter((name) => /^(_?http|https|net|tls|zlib|stream$|internal\\/deps\\/undici)/.test(name))`;

  it("loads nothing, until there is a call", async (test) => {
    const { url } = await serveHttp(test, (_, response) => response.end());
    const { stdout } = await runs(`
      createFetch();
      console.log(JSON.stringify(${loaded}));
      await fetch(${JSON.stringify(url)});
      console.log(JSON.stringify(${loaded}));
    `);
    const [before, after] = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.deepEqual(before, []);
    assert.ok(after.includes("http"));
    for (const other of ["https", "tls", "zlib"]) assert.ok(!after.includes(other), other);
  });
});

describe("over https", () => {
  const serveHttps = async (test) => {
    const server = createServer(
      { key: readFileSync(pathOf("test-only-localhost-key.pem")), cert: readFileSync(CERTIFICATE) },
      (request, response) => response.end(`${request.socket.encrypted} ${request.headers.host}`),
    );
    server.keepAliveTimeout = 600_000;
    return listen(test, server);
  };

  it("a certificate that is trusted is", async (test) => {
    const { port, sockets } = await serveHttps(test);
    const { stdout } = await runs(
      `for (let call = 0; call < 3; call++) {
        const answer = await fetch("https://127.0.0.1:${port}/");
        console.log(await answer.text(), answer.url);
      }`,
      { NODE_EXTRA_CA_CERTS: CERTIFICATE },
    );
    const line = `true 127.0.0.1:${port} https://127.0.0.1:${port}/\n`;
    assert.equal(stdout, line.repeat(3));
    assert.equal(sockets.length, 1);
  });

  it("another is not", async (test) => {
    const { port } = await serveHttps(test);
    const { stdout } = await runs(`
      const error = await fetch("https://127.0.0.1:${port}/").catch((error) => error);
      console.log(error.name, error.message, error.cause.code);
    `);
    assert.equal(stdout, "TypeError fetch failed DEPTH_ZERO_SELF_SIGNED_CERT\n");
  });
});
