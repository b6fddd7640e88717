// A cell that is a browser, a place in it, and a way for the package to get there.
import { serveSite } from "./site.mjs";
import { PLACES, writeProgram } from "./programs.mjs";

/** After which it is lost: a page that did not begin, and one that does not end. */
const BEGIN_MS = 30_000;
const END_MS = 300_000;

/**
 * @param {string} name
 * @param {object} what
 * @param {import("./launch.mjs").Browser} what.browser
 * @param {keyof PLACES} what.place
 * @param {import("./ways.mjs").Way} what.way
 * @returns {import("../cell.mjs").Cell}
 */
export const browserCell = (name, { browser, place, way }) => ({
  name,
  page: true,
  async open({ folder }) {
    const program = process.env[browser.variable];
    if (!program) return { missing: `${browser.name} was not found` };
    const make = async (task) => {
      const written = writeProgram(
        folder,
        `${name}-${task}`.replace(/\W+/g, "-"),
        task,
        way.loading,
      );
      return way.make(folder, written, PLACES[place]);
    };
    const sites = {
      checks: await make("checks"),
      package: await make("package"),
      fetch: await make("fetch"),
    };
    const launched = await browser.launch(program);
    return {
      version: /[\d.]+/.exec(await launched.version())[0],
      bytes: await way.bytes(folder, sites.package),
      async conform(world) {
        const { value, complaints } = await visit(browser, launched, sites.checks, world);
        const error = complaints.join("\n");
        return [...value, { name: "the page complained of nothing", ok: error === "", error }];
      },
      async coldStart(what, url) {
        const { ms, complaints } = await visit(browser, launched, sites[what], url);
        if (complaints.length > 0) throw new Error(complaints.join("\n"));
        return ms;
      },
      close: () => launched.close(),
    };
  },
});

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
