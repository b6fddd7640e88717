// What the faults are on the wire, and that nothing is left of them.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import net from "node:net";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { serve } from "../../pkg/sandbox/node.js";
import { openSandbox } from "./calls.mjs";
import { LIST, openFaulty, until } from "./faulty.mjs";

/** A request by hand; gives what came and how the connection ended. */
function talk(origin, { apiKey }) {
  const { hostname, port, host } = new URL(origin);
  const socket = net.connect(Number(port), hostname);
  let received = "";
  let end;
  const write = () =>
    socket.write(
      [
        "GET /connectors HTTP/1.1",
        `Host: ${host}`,
        `Authorization: Bearer ${apiKey}`,
        "X-Api-Version: 2025-09\r\n\r\n",
      ].join("\r\n"),
    );
  socket.setEncoding("latin1").on("data", (text) => (received += text));
  socket.on("end", () => (end ??= "closed")).on("error", ({ code }) => (end = code));
  write();
  return {
    socket,
    again: write,
    received: () => received,
    ended: new Promise((resolve) => socket.on("close", () => resolve({ received, end }))),
  };
}

describe("on the wire", () => {
  it("reset is a reset, without a byte", async (test) => {
    const { sandbox, origin } = await openFaulty(test, "over HTTP");
    sandbox.faults.next(LIST, "reset");
    const { received, end } = await talk(origin, sandbox).ended;
    assert.deepEqual([received, end], ["", "ECONNRESET"]);
  });

  it("reset comes on a connection that has served others, too", async (test) => {
    const { sandbox, origin } = await openFaulty(test, "over HTTP");
    const { again, received, ended } = talk(origin, sandbox);
    await until(() => received().endsWith("}]}"));
    sandbox.faults.next(LIST, "reset");
    again();
    assert.equal((await ended).end, "ECONNRESET");
  });

  it("truncate closes the connection amid the body", async (test) => {
    const { sandbox, origin } = await openFaulty(test, "over HTTP");
    sandbox.faults.next(LIST, "truncate");
    const { received, end } = await talk(origin, sandbox).ended;
    const [head, body] = received.split("\r\n\r\n");
    const length = Number(/^content-length: (\d+)\r?$/im.exec(head)[1]);
    assert.match(head, /^HTTP\/1\.1 200 /);
    assert.equal(body.length, Math.floor(length / 2));
    assert.ok(body.startsWith('{"connectors":['));
    assert.equal(end, "closed");
  });

  it("slow sends the head before the body", async (test) => {
    const { sandbox, origin } = await openFaulty(test, "over HTTP");
    sandbox.faults.next(LIST, { fault: "slow", ms: 600_000 });
    const { socket, received } = talk(origin, sandbox);
    await until(() => received().endsWith("\r\n\r\n"));
    assert.match(received(), /^HTTP\/1\.1 200 /);
    socket.destroy();
  });

  it("a body that fails is cut where it failed, however long it is", async (test) => {
    const { sandbox } = openSandbox();
    const size = 4 * 1024 * 1024;
    let sent = false;
    const body = new ReadableStream({
      pull(controller) {
        if (sent) controller.error(new TypeError("terminated"));
        else controller.enqueue(new Uint8Array(size / 2));
        sent = true;
      },
    });
    const server = await serve({
      fetch: async () => new Response(body, { headers: { "content-length": String(size) } }),
    });
    test.after(() => server.close());
    const { received, end } = await talk(server.url, sandbox).ended;
    assert.equal(received.length - received.indexOf("\r\n\r\n") - 4, size / 2);
    assert.equal(end, "closed");
  });
});

describe("a body under way", () => {
  it("is cancelled when the caller goes", async (test) => {
    const { sandbox } = openSandbox();
    let cancelled = false;
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(10)),
      cancel() {
        cancelled = true;
      },
    });
    const server = await serve({
      fetch: async () => new Response(body, { headers: { "content-length": "20" } }),
    });
    test.after(() => server.close());
    const { socket, received } = talk(server.url, sandbox);
    await until(() => received().endsWith("\0"));
    socket.destroy();
    await until(() => cancelled);
  });
});

describe("a hang over HTTP", () => {
  it("ends when the server closes", async (test) => {
    const { sandbox } = openSandbox();
    const server = await serve(sandbox);
    test.after(() => server.close());
    sandbox.faults.next("*", "hang", "hang");
    const clients = [talk(server.url, sandbox), talk(server.url, sandbox)];
    await until(
      () => sandbox.journal.requests.filter(({ fault }) => fault === "hang").length === 2,
    );
    await server.close();
    for (const { ended } of clients) assert.equal((await ended).received, "");
  });

  it("ends when the caller goes", async (test) => {
    const { sandbox } = openSandbox();
    const signals = [];
    const server = await serve({
      fetch(request) {
        signals.push(request.signal);
        return sandbox.fetch(request);
      },
    });
    test.after(() => server.close());
    sandbox.faults.next("*", "hang");
    const { socket } = talk(server.url, sandbox);
    await until(() => sandbox.journal.requests.at(-1)?.fault === "hang");
    assert.equal(signals[0].aborted, false);
    socket.destroy();
    await until(() => signals[0].aborted);
  });
});

describe("a process that has seen every fault", () => {
  const program = `
    import { createSandbox } from ${JSON.stringify(import.meta.resolve("../../pkg/sandbox/index.js"))};
    import { serve } from ${JSON.stringify(import.meta.resolve("../../pkg/sandbox/node.js"))};
    const sandbox = createSandbox();
    const server = await serve(sandbox);
    const headers = { authorization: "Bearer " + sandbox.apiKey, "x-api-version": "2025-09" };
    const slow = { fault: "slow", ms: 600_000 };
    const faults = ["reset", "truncate", slow, "hang", { status: 503, retryAfter: 600 }];
    let seen = 0;
    for (const [fetch, origin] of [[globalThis.fetch, server.url], [sandbox.fetch, "http://sandbox.example"]]) {
      for (const fault of faults) {
        sandbox.faults.next("*", fault);
        const controller = new AbortController();
        const answer = fetch(origin + "/connectors", { headers, signal: controller.signal });
        const body = answer.then((answer) => answer.text());
        body.catch(() => {});
        if (fault === slow) await answer;
        if (fault === "hang") {
          while (!sandbox.journal.requests[0]?.fault) await new Promise((done) => setTimeout(done, 2));
        }
        if (fault === slow || fault === "hang") controller.abort();
        await body.catch(() => {});
        sandbox.journal.clear();
        seen += 1;
      }
    }
    sandbox.faults.next("*", slow);
    const reader = (await sandbox.fetch("http://sandbox.example/connectors", { headers })).body.getReader();
    const part = reader.read();
    await reader.cancel();
    await part;
    // Answers that nobody reads.
    sandbox.faults.next("*", slow, "truncate");
    await sandbox.fetch("http://sandbox.example/connectors", { headers });
    await sandbox.fetch("http://sandbox.example/connectors", { headers });
    await server.close();
    console.log(seen);
  `;

  it("ends by itself and in silence: no socket, no timer is left", async () => {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "-e", program],
      { timeout: 60_000 },
    );
    assert.deepEqual([stdout, stderr], ["10\n", ""]);
  });
});
