// The README's code blocks. The word after the language says what becomes of a block:
//   ```js node          runs in Node, and must end well and in silence on standard error
//   ```js worker /path  runs in workerd, and must answer a GET of the path ("/" by default)
//   ```ts               is compiled
// Every js block must say where it runs. Other languages are for readers alone.

const FENCE = /^```(\w+)([^\n`]*)\n([\s\S]*?)^```[^\S\n]*$/gm;

/**
 * @param {string} markdown
 * @returns {{ kind: "node" | "worker" | "types" | "unknown", argument?: string, code: string, line: number }[]}
 */
export function codeBlocks(markdown) {
  return [...markdown.matchAll(FENCE)].flatMap(({ 1: language, 2: info, 3: code, index }) => {
    const line = markdown.slice(0, index).split("\n").length;
    if (language === "ts") return [{ kind: "types", code, line }];
    if (language !== "js") return [];
    const [place, argument] = info.trim().split(/\s+/);
    const kind = ["node", "worker"].includes(place) ? place : "unknown";
    return [{ kind, argument, code, line }];
  });
}
