// What each file of this suite stands on: servers, a browser, and users in it.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach } from "node:test";
import { openBrowser, openUser } from "./browser.mjs";
import { openServers } from "./servers.mjs";

/** Opens it, and closes it when the file's tests are over. */
export async function openStage() {
  const [servers, browser] = await Promise.all([
    openServers(),
    // With a blocker of popups, as users have it.
    openBrowser({ ignoreDefaultArgs: ["--disable-popup-blocking"] }),
  ]);
  after(() => Promise.all([browser.close(), servers.close()]));

  /**
   * For a group of tests: an app, and in each test a user signed in to it, in a browser of his own, of whose pages none
   * may have an error but those that are expected.
   *
   * @param {object | (() => Promise<object>)} options the app's
   */
  const signedIn = (options) => {
    const user = {};
    before(async () => {
      user.app = await servers.openApp(typeof options === "function" ? await options() : options);
    });
    beforeEach(async () => {
      const { sandbox, complaints } = user.app;
      sandbox.reset();
      complaints.length = 0;
      const expected = [];
      Object.assign(user, await openUser(browser, user.app), {
        expect: (pattern) => void expected.push(pattern),
        unexpected: () => user.complaints.filter((text) => !expected.some((it) => it.test(text))),
        /** The connections that were made, the first one first. */
        connected: () =>
          sandbox.journal.effects
            .filter(({ kind }) => kind === "credential.created")
            .map(({ id }) => id),
      });
    });
    afterEach(async () => {
      await user.context.close();
      assert.deepEqual(user.unexpected(), []);
      assert.deepEqual(user.app.complaints, []);
    });
    return user;
  };

  return { signedIn, browser, otherOrigin: servers.otherOrigin };
}
