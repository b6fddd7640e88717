import { isObject } from "../../json.js";
import { unfit } from "./failures.js";
import { parseRichText, plainText } from "./rich-text.js";

/** The text of a page's blocks, a line for each that has any. Of blocks nothing else is kept. */
export function textOfBlocks(children: unknown, at: string): string {
  if (children === undefined) return "";
  if (!Array.isArray(children)) throw unfit(at, "an array", children);
  const lines = children.map((block, index) => textOfBlock(block, `${at}[${index}]`));
  return lines.filter((line) => line !== null).join("\n");
}

function textOfBlock(block: unknown, at: string): string | null {
  if (!isObject(block)) throw unfit(at, "an object", block);
  // The type may be given by the member alone.
  const type = block.type ?? Object.keys(block).find((member) => isObject(block[member]));
  if (typeof type !== "string" || !isObject(block[type])) {
    throw unfit(at, "a block of a type that is given", block);
  }
  const { rich_text } = block[type];
  if (rich_text === undefined) return null;
  const place = `${at}.${type}.rich_text`;
  if (!Array.isArray(rich_text)) throw unfit(place, "an array", rich_text);
  return plainText(parseRichText(rich_text.filter(isText), place));
}

/** Mentions and equations have no text of their own. */
function isText(run: unknown): boolean {
  return !isObject(run) || run.type === undefined || run.type === "text";
}
