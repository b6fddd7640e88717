import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openSandbox } from "./calls.mjs";

async function openSlack() {
  const opened = openSandbox();
  const credentialId = await opened.connect("slack");
  const run = async (actionId, parameters) => {
    const path = `/connectors/slack/actions/${actionId}`;
    const { status, body } = await opened.call("POST", path, { credentialId, parameters });
    assert.equal(status, 200);
    return body;
  };
  return { ...opened, run };
}

describe("conversations_list", () => {
  it("lists the team's channels", async () => {
    const { run } = await openSlack();
    const { ok, channels, response_metadata } = await run("conversations_list");
    assert.equal(ok, true);
    assert.deepEqual(
      channels.map(({ name }) => name),
      ["general", "random", "releases", "old-website"],
    );
    assert.match(channels[0].id, /^C[0-9A-Z]{10}$/);
    assert.equal(response_metadata.next_cursor, "");
    const { channels: open } = await run("conversations_list", { exclude_archived: true });
    assert.equal(open.length, 3);
  });

  it("pages by a cursor", async () => {
    const { run } = await openSlack();
    const names = [];
    let cursor = "";
    do {
      const page = await run("conversations_list", { limit: 3, cursor });
      names.push(...page.channels.map(({ name }) => name));
      cursor = page.response_metadata.next_cursor;
    } while (cursor !== "");
    assert.equal(new Set(names).size, 4);
    assert.equal(names.length, 4);
    const wrong = await run("conversations_list", { cursor: "x" });
    assert.deepEqual(wrong, { ok: false, error: "invalid_cursor" });
    const none = await run("conversations_list", { limit: 0 });
    assert.deepEqual(none, { ok: false, error: "invalid_limit" });
  });
});

describe("chat_postMessage", () => {
  it("posts by a channel's id or name and leaves an effect", async () => {
    const { sandbox, run } = await openSlack();
    const [{ id }] = (await run("conversations_list")).channels;
    const posted = [];
    for (const channel of [id, "general", "#general"]) {
      const {
        ok,
        channel: at,
        ts,
        message,
      } = await run("chat_postMessage", { channel, text: "Hi" });
      assert.deepEqual([ok, at, message.text, message.ts], [true, id, "Hi", ts]);
      posted.push(ts);
    }
    const effects = sandbox.journal.effects.filter(({ kind }) => kind === "message.posted");
    assert.deepEqual(
      effects.map((effect) => effect.id),
      posted,
    );
    assert.equal(new Set(posted).size, 3);
  });

  it("fails as Slack does: with status 200 and ok false", async () => {
    const { sandbox, run } = await openSlack();
    for (const [parameters, error] of [
      [{ channel: "nowhere", text: "Hi" }, "channel_not_found"],
      [{ text: "Hi" }, "channel_not_found"],
      [{ channel: "old-website", text: "Hi" }, "is_archived"],
      [{ channel: "general" }, "no_text"],
      [{ channel: "general", text: "x".repeat(40_001) }, "msg_too_long"],
    ]) {
      assert.deepEqual(await run("chat_postMessage", parameters), { ok: false, error });
    }
    assert.equal(sandbox.journal.effects.at(-1).kind, "credential.created");
  });
});
