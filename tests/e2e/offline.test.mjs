import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startServing } from "../start/npm-start.mjs";
import { openDoor } from "./door.mjs";
import { openStage } from "./stage.mjs";

// The page asks again, and what it asked finds nobody.
const expects = /^Failed to load resource|ERR_(EMPTY_RESPONSE|INTERNET_DISCONNECTED)/;

describe("offline", () => {
  const { visit, stage } = openStage();
  let door;
  before(async () => {
    door = await openDoor();
    lead(stage.served);
  });
  after(() => door.close());

  /** The page is visited through the door, whichever Worker is behind it. */
  function lead(served) {
    door.leadTo(served.url);
    stage.served = { ...served, url: door.url };
  }

  test("the page says that the Worker has gone, and that it is back", async (t) => {
    const bench = await visit(t, { expects });
    await bench.connect();
    assert.equal(await bench.alert.count(), 0);
    assert.equal(await stage.served.interrupt(), 0);
    await bench.alert.filter({ hasText: "The Worker does not answer" }).waitFor();
    await bench.run();
    await bench.panel("Answer").getByText("AlloyNetworkError").waitFor();
    await bench.look("offline");

    lead(await startServing());
    await bench.alert.waitFor({ state: "detached" });
    // It is another process, with a sandbox that knows nothing of the connection.
    await bench.page.reload();
    await bench.panel("Connections").getByText("None yet").waitFor();
  });

  test("the page says that its user has no network, and tells what happened meanwhile", async (t) => {
    const bench = await visit(t, { expects });
    await bench.panel("Connections").getByText("None yet").waitFor();
    const context = bench.page.context();
    await context.setOffline(true);
    await bench.alert.waitFor();
    // Another page of the same visitor's, say.
    await context.request.get(new URL("/alloy/connectors/slack/actions", stage.served.url).href);
    await context.setOffline(false);
    await bench.alert.waitFor({ state: "detached" });
    await bench.panel("Requests").getByText("listActions").waitFor();
  });
});
