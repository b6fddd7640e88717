// Ways for the package to get into a page, each of which makes a site of a program.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { bytesLoaded, weigh } from "../cells/bytes.mjs";
import { BY_NAME, BY_URL } from "./programs.mjs";
import { writePage } from "./site.mjs";

/**
 * @typedef {object} Way
 * @property {typeof BY_NAME} loading
 * @property {(folder: string, program: string, scripts: string[]) => Promise<Site>} make  of the consumer's
 *   folder, the program's below it, and its scripts
 * @property {(folder: string, site: Site) => Promise<number>} bytes  gzip -9, of a site and its page's scripts
 *
 * @typedef {{ root: string, page: string }} Site  the folder that is served, and the page's path in it
 */

/** @param {import("./bundlers.mjs").bundlers[string]} bundle @returns {Way} */
export const bundledBy = (bundle) => ({
  loading: BY_NAME,
  async make(folder, program, scripts) {
    const root = `${program}-site`;
    await bundle(
      scripts.map((name) => join(program, `${name}.mjs`)),
      root,
    );
    return { root, page: "index.html" };
  },
  async bytes(folder, { root }) {
    const files = readdirSync(root, { recursive: true }).filter((path) => path.endsWith(".js"));
    return files.reduce((total, path) => total + weigh(readFileSync(join(root, path))), 0);
  },
});

/** @type {Way} */
export const unbundled = {
  loading: BY_URL,
  async make(folder, program, [name]) {
    writePage(program, `<script type="module" src="./${name}.mjs"></script>`);
    return { root: folder, page: `${relative(folder, program)}/index.html` };
  },
  bytes: (folder) => bytesLoaded(folder, "browser", ["alloy-connectivity/web"]),
};
