import type { JsonObject } from "../json.js";

/** Whether the request had its effect when the fault struck. */
export type When = "before" | "after";

/** A misspelt member would be a fault other than the one that was meant, or none. */
export function onlyMembers(argument: string, given: JsonObject, known: readonly string[]): void {
  const stranger = Object.keys(given).find((member) => !known.includes(member));
  if (stranger === undefined) return;
  throw new TypeError(`${argument}.${stranger} is not known; there are ${known.join(", ")}`);
}

/** The text of a Retry-After header, for a number of seconds or the text itself. */
export function retryAfterText(argument: string, given: unknown): string {
  if (typeof given === "number" && Number.isFinite(given) && given >= 0) return String(given);
  if (typeof given === "string" && /^[\x21-\x7e][\x20-\x7e]*$/.test(given)) return given;
  throw new TypeError(`${argument} must be a number of seconds, 0 or more, or the header's text`);
}

export function readWhen(argument: string, given: unknown): When {
  if (given === undefined || given === "before") return "before";
  if (given === "after") return "after";
  throw new TypeError(`${argument}.when must be "before" or "after"`);
}
