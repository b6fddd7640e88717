import { inspect } from "node:util";

/** What the usual ways of logging show of what was thrown. */
const logged = (thrown) => ({
  inspect: inspect(thrown, { depth: 10 }),
  JSON: asJson(thrown),
  stack: `${thrown?.stack}`,
});

/** By which of them the key comes out. */
export function leaks(thrown, key) {
  const texts = logged(thrown);
  return Object.keys(texts).filter((way) => texts[way].includes(key));
}

function asJson(thrown) {
  try {
    return `${JSON.stringify(thrown)}`;
  } catch {
    // It holds itself somewhere, and so cannot be logged as JSON.
    return "";
  }
}
