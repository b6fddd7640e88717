// What somebody who looks at the page would notice in any state: that it fits, and what axe-core finds. Keeps a picture.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import axe from "axe-core";
import { fromRoot } from "../../scripts/paths.mjs";

export const FOLDER = fromRoot("target/screenshots");

export const WIDEST = { viewport: { width: 2560, height: 1300 }, colorScheme: "light" };
export const WIDE = { viewport: { width: 1440, height: 900 }, colorScheme: "light" };
export const MIDDLE = { viewport: { width: 900, height: 800 }, colorScheme: "light" };
export const NARROW = { viewport: { width: 360, height: 740 }, colorScheme: "dark" };
export const inDark = (shape) => ({ ...shape, colorScheme: "dark" });
export const inLight = (shape) => ({ ...shape, colorScheme: "light" });

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Looks at a page as it is, in some shapes, and leaves it in the first. */
export async function look(page, state, shapes = [WIDE, NARROW]) {
  mkdirSync(FOLDER, { recursive: true });
  for (const shape of shapes) {
    const name = `${state}-${shape.viewport.width}-${shape.colorScheme}`;
    await take(page, shape);
    await page.screenshot({ path: `${FOLDER}/${name}.png`, fullPage: true });
    assert.deepEqual(
      await cutOff(page),
      [],
      `${name}: what is to be scrolled sideways, or cut off`,
    );
    assert.deepEqual(await violations(page), [], name);
  }
  await take(page, shapes[0]);
}

async function take(page, { viewport, colorScheme }) {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme });
  // What sticks to the window is where it belongs at the top alone, and colours may be on their way.
  await page.evaluate(() => {
    scrollTo(0, 0);
    return Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation instanceof CSSTransition)
        .map((animation) => animation.finished.catch(() => {})),
    );
  });
}

/** What is wider than its place and does not say so: code and fields may be, and what readers of screens alone get. */
const cutOff = (page) =>
  page.evaluate(() => {
    const isCut = (element) => {
      if (element === document.documentElement) return true;
      const { overflowX, textOverflow } = getComputedStyle(element);
      return overflowX !== "visible" && textOverflow !== "ellipsis";
    };
    return [...document.querySelectorAll("*")]
      .filter((element) => !element.closest("pre, input, select, textarea, [role=tree], svg"))
      .filter(({ scrollWidth, clientWidth }) => clientWidth > 1 && scrollWidth > clientWidth + 1)
      .filter(isCut)
      .map(({ localName, className }) => `${localName}.${className}`);
  });

/** What axe-core has to say, a line for each element. */
async function violations(page) {
  await page.evaluate(axe.source);
  return page.evaluate(async (values) => {
    const runOnly = { type: "tag", values };
    // What is well is not asked for: there is a lot of it.
    const found = await globalThis.axe.run(document, { runOnly, resultTypes: ["violations"] });
    return found.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target}: ${failureSummary}`),
    );
  }, TAGS);
}
