// What the Worker tells its pages: over Node's streams with a clock of the test's, and in workerd as it is served.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { importFromDemo } from "./bundle.mjs";
import { messagesOf } from "./messages.mjs";

const { EventStream } = await importFromDemo("event-stream.ts");

/** Events that can be told apart. */
const tell = (stream, ...calls) => calls.forEach((call) => stream.push({ call }));

/** The calls that are read of a stream next, as many as are named. */
async function read(messages, times) {
  const calls = [];
  while (calls.length < times) calls.push((await messages.next()).value.data.call);
  return calls;
}

/** Lets what is ready go on: streams take a few steps. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("the stream of events", () => {
  it("tells a page what happened before it came, and what happens then", async () => {
    const stream = new EventStream();
    tell(stream, 1, 2);
    const page = messagesOf(stream.open(null));
    assert.deepEqual(await read(page, 2), [1, 2]);
    const next = read(page, 1);
    tell(stream, 3);
    assert.deepEqual(await next, [3]);
    await page.return();
  });

  it("tells a page that comes back what it has missed, and nothing twice", async () => {
    const stream = new EventStream();
    const page = messagesOf(stream.open(null));
    tell(stream, 1, 2);
    await read(page, 1);
    const { value: last } = await page.next();
    // It has left; whether the Worker knows, is another matter.
    tell(stream, 3, 4);
    const again = messagesOf(stream.open(last.id));
    assert.deepEqual(await read(again, 2), [3, 4]);
    await Promise.all([page.return(), again.return()]);
  });

  it("tells everything to a page that has seen another Worker's, or names nothing of sense", async () => {
    const [stream, other] = [new EventStream(), new EventStream()];
    tell(stream, 1, 2);
    tell(other, 7, 8);
    const elsewhere = messagesOf(other.open(null));
    const { value } = await elsewhere.next();
    for (const id of [value.id, "", "/", `${value.id.split("/")[0]}/NaN`]) {
      const page = messagesOf(stream.open(id));
      assert.deepEqual(await read(page, 2), [1, 2], id);
      await page.return();
    }
    await elsewhere.return();
  });

  it("keeps the latest events for a page that reads slowly, and nobody waits for it", async () => {
    const stream = new EventStream({ mostKept: 3, beatMs: 15_000 });
    const [slow, quick] = [stream.open(null).body.getReader(), messagesOf(stream.open(null))];
    const text = async () => new TextDecoder().decode((await slow.read()).value);
    assert.match(await text(), /^retry: /);
    for (const call of [1, 2, 3, 4, 5, 6, 7]) {
      tell(stream, call);
      assert.deepEqual(await read(quick, 1), [call]);
      await turn();
    }
    // The first was on its way to it already.
    const late = `${await text()}${await text()}`;
    assert.deepEqual(late.match(/(?<="call":)\d/g).map(Number), [1, 5, 6, 7]);
    await Promise.all([slow.cancel(), quick.return()]);
  });

  it("has a beat where nothing happens, and as often as that", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const stream = new EventStream({ mostKept: 3, beatMs: 15_000 });
    const reader = stream.open(null).body.getReader();
    const text = async () => new TextDecoder().decode((await reader.read()).value);
    const pass = async (ms) => {
      await turn();
      t.mock.timers.tick(ms);
      await turn();
    };
    await text();
    for (const beat of [1, 2]) {
      const next = text();
      await pass(14_999);
      assert.equal(await Promise.race([next, "nothing yet"]), "nothing yet");
      await pass(1);
      assert.equal(await next, ":\n\n", `beat ${beat}`);
    }
    const next = text();
    await pass(10_000);
    tell(stream, 1);
    assert.match(await next, /"call":1}/);
    const later = text();
    await pass(14_999);
    assert.equal(await Promise.race([later, "nothing yet"]), "nothing yet", "it begins anew");
    await pass(1);
    assert.equal(await later, ":\n\n");
    await reader.cancel();
  });

  it("leaves no timer behind when its page has gone", async (t) => {
    let running = 0;
    const { setTimeout, clearTimeout } = globalThis;
    t.mock.method(globalThis, "setTimeout", (...given) => (running++, setTimeout(...given)));
    t.mock.method(globalThis, "clearTimeout", (timer) => (running--, clearTimeout(timer)));
    const reader = new EventStream().open(null).body.getReader();
    await reader.read();
    const next = reader.read();
    await turn();
    assert.equal(running, 1);
    await reader.cancel();
    assert.deepEqual(await next, { done: true, value: undefined });
    assert.equal(running, 0);
  });
});

describe("the stream of events in workerd", () => {
  let miniflare;
  let url;
  before(async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `
          import { EventStream } from "./event-stream.ts";
          export class Teller {
            stream = new EventStream({ mostKept: 3, beatMs: 1 });
            async fetch(request) {
              if (request.method === "GET") return this.stream.open(new URL(request.url).searchParams.get("after"));
              for (const event of await request.json()) this.stream.push(event);
              return new Response();
            }
          }
          export default { fetch: (request, { TELLER }) => TELLER.getByName("one").fetch(request) };`,
        resolveDir: fileURLToPath(new URL("../../www", import.meta.url)),
      },
      ...{ bundle: true, write: false, format: "esm", tsconfigRaw: {}, logLevel: "error" },
    });
    miniflare = new Miniflare({
      ...{ host: "127.0.0.1", port: 0, cf: false, telemetry: { enabled: false } },
      ...{ modules: true, script: outputFiles[0].text, compatibilityDate: "2026-04-01" },
      durableObjects: { TELLER: "Teller" },
    });
    url = await miniflare.ready;
  });
  after(() => miniflare?.dispose());

  const push = (...calls) =>
    fetch(url, { method: "POST", body: JSON.stringify(calls.map((call) => ({ call }))) });

  it("has beats, tells what happens, and of what was missed the latest", async () => {
    const beats = (await fetch(url)).body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.endsWith(":\n\n:\n\n")) text += (await beats.read()).value;
    await beats.cancel();

    const page = messagesOf(await fetch(url));
    await push(1);
    const { value } = await page.next();
    assert.equal(value.data.call, 1);
    await page.return();
    await push(2);
    const back = messagesOf(await fetch(new URL(`?after=${value.id}`, url)));
    assert.deepEqual(await read(back, 1), [2]);
    await back.return();
    await push(3, 4, 5, 6);
    const late = messagesOf(await fetch(new URL(`?after=${value.id}`, url)));
    assert.deepEqual(await read(late, 3), [4, 5, 6]);
    await late.return();
  });
});
