// Browsers, each by the library that drives it best: they have what is needed here in common.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import puppeteer from "puppeteer-core";
import { fromRoot } from "../../../scripts/paths.mjs";

const options = JSON.parse(readFileSync(fromRoot("webdriver.json"), "utf8"));
const { args: FLAGS } = options["goog:chromeOptions"];
const { prefs: PREFERENCES } = options["moz:firefoxOptions"];

/**
 * @typedef {object} Browser
 * @property {string} name
 * @property {string} variable  of the environment, with the path of its program
 * @property {(program: string, options?: object) => Promise<object>} launch  options are the library's
 * @property {(launched: object) => Promise<object>} context  one with nothing kept from others
 * @property {RegExp} [noise]  what it tells of a page as an error, and is none
 */

/** @type {Browser} */
export const CHROMIUM = {
  name: "Chromium",
  variable: "CHROME",
  launch: (executablePath, options) => chromium.launch({ executablePath, args: FLAGS, ...options }),
  context: (launched) => launched.newContext(),
};

/** @type {Browser} */
export const FIREFOX = {
  name: "Firefox",
  variable: "FIREFOX",
  launch: (executablePath, options) =>
    puppeteer.launch({
      ...{ browser: "firefox", executablePath, headless: true },
      extraPrefsFirefox: {
        ...PREFERENCES,
        // A safe request whose connection is reset it would send again by itself, and the checks count them.
        "network.http.request.max-attempts": 1,
      },
      // Without it Firefox takes no other server for its own settings than Mozilla's.
      env: { ...process.env, MOZ_REMOTE_SETTINGS_DEVTOOLS: "1" },
      // The checks take longer than anything that it waits for by itself.
      protocolTimeout: 0,
      ...options,
    }),
  context: (launched) => launched.createBrowserContext(),
  // A request that failed, which is what many of the checks are about.
  noise: /^Cross-Origin Request Blocked/,
};
