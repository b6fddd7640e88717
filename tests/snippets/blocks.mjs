// Code blocks in Markdown. What stands after the language says what becomes of a block:
//   ```js node [arguments]   runs in Node, and must end well and in silence on standard error
//   ```js test               is a file of tests for `node --test`, which must pass
//   ```js deno [flags]       runs in Deno with these permissions, as in Node
//   ```js bun                runs in Bun, as in Node
//   ```js worker [path]      runs in workerd, and must answer a GET of the path ("/" by default)
//   ```ts                    is compiled
//   ```ts next               is a route for Next's edge runtime: compiled, run, and must answer a GET
//   ```html page             is opened in Chromium beside the edge handler, and must fill its <output>
//   ```diff                  what it leads to is compiled
//   ```ts file path          is a file of this repository, which is tested where it stands; jsonc likewise
// `ts` does for `js` wherever the runtime takes it.

const FENCE = /^```(\w+)([^\n`]*)\n([\s\S]*?)^```[^\S\n]*$/gm;
const PLACES = {
  js: ["node", "test", "deno", "bun", "worker"],
  ts: ["deno", "bun", "next", "file"],
  jsonc: ["file"],
  html: ["page"],
};
const WITHOUT_PLACE = { ts: "types", diff: "diff" };

/**
 * @typedef {object} Block
 * @property {string} kind a name in runs.mjs, or "unknown"
 * @property {string} language
 * @property {string[]} words what its first line says beside that
 * @property {string} code
 * @property {number} line
 */

/** @returns {Block[]} */
export function codeBlocks(markdown) {
  return [...markdown.matchAll(FENCE)].map(({ 1: language, 2: info, 3: code, index }) => {
    const line = markdown.slice(0, index).split("\n").length;
    const [place, ...words] = info.trim().split(/\s+/).filter(Boolean);
    const known = place ? PLACES[language]?.includes(place) && place : WITHOUT_PLACE[language];
    return { kind: known || "unknown", language, words, code, line };
  });
}

const COMMENT = /^( *)\/\*\*\n([\s\S]*?)^ *\*\/$/gm;

/** The code blocks in the comments of a declaration file. */
export function exampleBlocks(declarations) {
  return [...declarations.matchAll(COMMENT)].flatMap(({ 0: comment, index }) => {
    const before = declarations.slice(0, index).split("\n").length - 1;
    const markdown = comment.replace(/^ *\* ?/gm, "");
    return codeBlocks(markdown).map((block) => ({ ...block, line: before + block.line }));
  });
}
