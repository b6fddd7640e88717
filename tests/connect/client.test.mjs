// The whole client in the page, without a key: it speaks to the handler as it would to Alloy.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { clickForPopup, decide, outcomeOn } from "./browser.mjs";
import { openStage } from "./stage.mjs";

// The user is whoever is signed in, whatever the page says.
const { signedIn } = await openStage();

const PAIRS = {
  guide: ["guide", "reference"],
  reference: ["reference"],
  auto: ["guide", "reference"],
};

for (const [spoken, dialects] of Object.entries(PAIRS)) {
  for (const dialect of dialects) {
    describe(`a page that speaks ${spoken}, with Alloy's ${dialect}`, () => {
      const user = signedIn({ dialect });

      it("connects, finds, acts, verifies and deletes", async () => {
        const page = await user.open();
        await decide(await clickForPopup(page), "Allow");
        const { connectionId } = await outcomeOn(page);
        const seen = await page.evaluate(
          async ({ spoken, connectionId }) => {
            const { AlloyConnectivity } = globalThis.app;
            const alloy = new AlloyConnectivity({
              baseUrl: "/alloy",
              dialect: spoken,
              userId: "me",
            });
            const ids = (list) => list.map(({ id }) => id);
            const connectors = ids(await alloy.listConnectors());
            const listed = ids(await alloy.listConnections());
            const options = { connectionId };
            const search = { query: "", page_size: 2 };
            const found = await alloy.executeAction("notion", "post-search", search, options);
            const pages = await alloy.notion(connectionId).searchPages("");
            const verified = await alloy.verifyConnection(connectionId);
            await alloy.deleteConnection(connectionId);
            const left = ids(await alloy.listConnections());
            const gone = await alloy
              .executeAction("notion", "post-search", search, options)
              .catch(({ name, status, message }) => ({ name, status, message }));
            return {
              ...{ connectors, listed, left, gone, results: found.results.length },
              ...{ pages: pages.length, ok: verified.ok, probed: verified.probed },
            };
          },
          { spoken, connectionId },
        );
        assert.ok(seen.pages > 0);
        delete seen.pages;
        assert.deepEqual(seen, {
          connectors: ["notion", "slack"],
          listed: [connectionId],
          left: [],
          gone: { name: "AlloyNotFoundError", status: 404, message: "Credential not found" },
          ...{ results: 2, ok: true, probed: true },
        });
        user.expect(/404 \(Not Found\)/);
      });

      it("sees nothing of another user's", async () => {
        const page = await user.open();
        await decide(await clickForPopup(page), "Allow");
        const { connectionId } = await outcomeOn(page);
        await user.context.clearCookies();
        await user.context.addCookies([{ name: "session", value: "bob", url: user.app.origin }]);
        user.expect(/404 \(Not Found\)/);
        const seen = await page.evaluate(
          async ({ spoken, connectionId }) => {
            const { AlloyConnectivity } = globalThis.app;
            const alloy = new AlloyConnectivity({
              baseUrl: "/alloy",
              dialect: spoken,
              userId: "me",
            });
            const status = (promise) =>
              promise.then(
                () => 200,
                ({ status }) => status,
              );
            return [
              await alloy.listConnections(),
              await status(alloy.getConnection(connectionId)),
              await status(alloy.deleteConnection(connectionId)),
              (await alloy.verifyConnection(connectionId)).ok,
            ];
          },
          { spoken, connectionId },
        );
        assert.deepEqual(seen, [[], 404, 404, false]);
        assert.equal(user.app.sandbox.journal.effects.length, 1);
      });
    });
  }
}
