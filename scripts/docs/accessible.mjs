import { PageEvent } from "typedoc";

/**
 * What the theme leaves out: which part of a page is its content and which the list of its headings, and
 * that tables, which may be wider than a small window, can be scrolled by keyboard.
 *
 * @param {import("typedoc").Application} app
 */
export function makeAccessible(app) {
  app.renderer.on(PageEvent.END, (page) => {
    page.contents = page.contents
      ?.replace('<div class="col-content">', '<div class="col-content" role="main">')
      .replace(
        '<div class="page-menu">',
        '<div class="page-menu" role="navigation" aria-label="On this page">',
      )
      .replaceAll("<table>", '<table tabindex="0">');
  });
}
