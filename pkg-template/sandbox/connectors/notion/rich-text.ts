import { isObject } from "../../json.js";
import { unfit } from "./failures.js";

const MAX_CONTENT = 2000;
const PLAIN = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: "default",
};

/** One run of text, as Notion gives it back. */
export interface RichText {
  readonly type: "text";
  readonly text: { readonly content: string; readonly link: { readonly url: string } | null };
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly plain_text: string;
  readonly href: string | null;
}

export function richText(content: string): RichText {
  return {
    type: "text",
    text: { content, link: null },
    annotations: PLAIN,
    plain_text: content,
    href: null,
  };
}

export function plainText(runs: readonly RichText[]): string {
  return runs.map((run) => run.plain_text).join("");
}

/** Runs of text as a caller writes them: with less than Notion gives back, but never without content. */
export function parseRichText(value: unknown, at: string): RichText[] {
  if (!Array.isArray(value)) throw unfit(at, "an array", value);
  return value.map((run, index) => parseRun(run, `${at}[${index}]`));
}

function parseRun(run: unknown, at: string): RichText {
  if (!isObject(run)) throw unfit(at, "an object", run);
  if (run.type !== undefined && run.type !== "text")
    throw unfit(`${at}.type`, '`"text"`', run.type);
  if (!isObject(run.text)) throw unfit(`${at}.text`, "defined", run.text);
  const { content, link } = run.text;
  if (typeof content !== "string") throw unfit(`${at}.text.content`, "a string", content);
  if (content.length > MAX_CONTENT) {
    throw unfit(`${at}.text.content.length`, `≤ \`${MAX_CONTENT}\``, content.length);
  }
  const url = parseLink(link, `${at}.text.link`);
  const { annotations = {} } = run;
  if (!isObject(annotations)) throw unfit(`${at}.annotations`, "an object", annotations);
  return {
    type: "text",
    text: { content, link: url === null ? null : { url } },
    annotations: { ...PLAIN, ...annotations },
    plain_text: content,
    href: url,
  };
}

function parseLink(link: unknown, at: string): string | null {
  if (link === undefined || link === null) return null;
  if (!isObject(link) || typeof link.url !== "string")
    throw unfit(at, "an object with a url", link);
  return link.url;
}
