// A cell that is a browser, a place in it, and a way for the package to get there.
import { serveSite } from "./site.mjs";
import { PLACES, writeProgram } from "./programs.mjs";

/** After which it is lost: a page that did not begin, and one that does not end. */
const BEGIN_MS = 30_000;
const END_MS = 600_000;

/**
 * @typedef {object} How
 * @property {import("./launch.mjs").Browser} browser
 * @property {keyof PLACES} place
 * @property {import("./ways.mjs").Way} way
 */

/**
 * @param {string} name
 * @param {How} how
 * @returns {import("../cell.mjs").Cell}
 */
export const browserCell = (name, how) => ({
  ...{ name, page: true },
  async open(consumer) {
    const program = process.env[how.browser.variable];
    return program
      ? openBrowser(how, program, await makeSites(consumer, name, how))
      : { missing: `${how.browser.name} was not found` };
  },
});

/** A site for each task, and what is loaded for a first call. */
async function makeSites({ folder }, name, { place, way }) {
  const make = (task) => {
    const program = `${name} ${task}`.replace(/\W+/g, "-");
    return way.make(folder, writeProgram(folder, program, task, way.loading), PLACES[place]);
  };
  const sites = {
    checks: await make("checks"),
    package: await make("package"),
    fetch: await make("fetch"),
  };
  return { ...sites, bytes: await way.bytes(folder, sites.package) };
}

/** @returns {Promise<import("../cell.mjs").Opened>} */
async function openBrowser({ browser }, program, { bytes, checks, ...firstCall }) {
  const launched = await browser.launch(program);
  return {
    version: /[\d.]+/.exec(await launched.version())[0],
    bytes,
    async conform(world) {
      const { value, complaints } = await visit(browser, launched, checks, world);
      const error = complaints.join("\n");
      return [...value, { name: "the page complained of nothing", ok: error === "", error }];
    },
    async coldStart(what, url) {
      const { ms, complaints } = await visit(browser, launched, firstCall[what], url);
      if (complaints.length > 0) throw new Error(complaints.join("\n"));
      return ms;
    },
    close: () => launched.close(),
  };
}

/** Has a page do its task, in a context of its own, so that nothing is cached. */
async function visit(browser, launched, { root, page: path }, argument) {
  const site = await serveSite(root);
  const context = await browser.context(launched);
  const complaints = [];
  try {
    const page = await context.newPage();
    page.on("pageerror", (error) => {
      if (!browser.noise?.test(error.message)) complaints.push(String(error));
    });
    await page.goto(`${site.url}/${path}#${encodeURIComponent(JSON.stringify(argument))}`);
    const outcome = await within(END_MS, page.evaluate(outcomeOf, BEGIN_MS));
    return { ...outcome, complaints };
  } catch (error) {
    throw new Error(`${error.message}\n${complaints.join("\n")}`, { cause: error });
  } finally {
    await context.close();
    await site.close();
  }
}

/** In the page. Its script may still be waiting for the module when the page has loaded. */
async function outcomeOf(limitMs) {
  const end = Date.now() + limitMs;
  while (globalThis.outcome === undefined) {
    if (Date.now() > end) throw new Error("the page's script did not begin");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return globalThis.outcome;
}

async function within(ms, work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the page was not done after ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
