import { AskError } from "./ask.js";
import { element } from "./element.js";

export type Tone = "busy" | "good" | "bad";

/** A line that says how something stands, and what else there is to say below it. */
export function notice(tone: Tone, text: string, ...more: readonly (Node | string)[]): HTMLElement {
  const lines = [text, ...more].map((line) => element("p", {}, line));
  return element("div", { class: `notice ${tone}` }, ...lines);
}

/** @param title - what has failed, where its reason alone does not say so */
export function failureNotice(error: unknown, title?: string): HTMLElement {
  const { message, hint } =
    error instanceof AskError ? error : new AskError({ message: String(error) });
  const [first = message, ...more] = [title, message, hint].filter((text) => text !== undefined);
  return notice("bad", first, ...more);
}
