import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertCoded, openSandbox } from "./calls.mjs";

const NOW = 1_700_000_000_500;

async function open() {
  const opened = openSandbox({ now: () => NOW });
  const { call } = opened;
  const { metadata } = (await call("GET", "/connectors/mailgun/credentials/metadata")).body;
  const made = await call("POST", "/connectors/mailgun/credentials", metadata[0].sampleInput);
  const { credentialId } = made.body;
  const run = (actionId, parameters) =>
    call("POST", `/connectors/mailgun/actions/${actionId}`, { credentialId, parameters });
  const domain_name = (await run("domains_list")).body.items[0].name;
  return { ...opened, run, domain_name, credentialId };
}

describe("Mailgun", () => {
  it("sends from the account's domain, and tells what was sent, the latest first", async () => {
    const { sandbox, run, domain_name } = await open();
    assert.match(domain_name, /^sandbox[0-9a-f]{24}\.mailgun\.org$/);
    const message = { domain_name, from: "me@example.com", subject: "Hello", text: "Hi" };
    const first = await run("messages_send", { ...message, to: "ada@example.com" });
    assert.match(first.body.id, /^<.+@sandbox.+>$/);
    assert.equal(first.body.message, "Queued. Thank you.");
    await run("messages_send", { ...message, to: "grace@example.com" });
    const { items } = (await run("events_list", { domain_name })).body;
    assert.deepEqual(
      items.map(({ event, recipient, timestamp }) => [event, recipient, timestamp]),
      [
        ["accepted", "grace@example.com", NOW / 1000],
        ["accepted", "ada@example.com", NOW / 1000],
      ],
    );
    assert.equal(`<${items[1].message.headers["message-id"]}>`, first.body.id);
    assert.equal((await run("events_list", { domain_name, limit: 1 })).body.items.length, 1);
    const sent = sandbox.journal.effects.filter(({ kind }) => kind === "message.sent");
    assert.deepEqual(sent.map(({ id, connectorId }) => [`<${id}>`, connectorId])[0], [
      first.body.id,
      "mailgun",
    ]);
    assert.equal(sent.length, 2);
  });

  it("takes the reference's places as well", async () => {
    const { call, credentialId, domain_name } = await open();
    const path = "/connectors/mailgun/actions/messages_send/execute";
    const { body } = await call("POST", path, {
      credentialId,
      pathParams: { domain_name },
      requestBody: { from: "a@example.com", to: "b@example.com", html: "<p>Hi</p>" },
    });
    assert.equal(body.responseData.message, "Queued. Thank you.");
  });

  it("refuses what is missing or wrong", async () => {
    const { run, domain_name } = await open();
    const right = { domain_name, from: "a@example.com", to: "b@example.com", text: "Hi" };
    for (const [change, message] of [
      [{ to: undefined }, /^to parameter is missing$/],
      [{ from: "" }, /^from parameter is missing$/],
      [{ text: undefined }, /^Need at least one of 'text' or 'html'/],
    ]) {
      const answer = await run("messages_send", { ...right, ...change });
      assertCoded(answer, 400, "BAD_REQUEST", message);
    }
    const other = await run("messages_send", { ...right, domain_name: "example.com" });
    assertCoded(other, 404, "DOMAIN_NOT_FOUND", /^Domain not found: example\.com$/);
    const limit = await run("events_list", { domain_name, limit: 301 });
    assertCoded(limit, 400, "BAD_REQUEST", /^limit/);
  });
});
