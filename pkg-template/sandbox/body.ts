import { coded, invalidInput } from "./answers.js";
import { isObject, type JsonObject } from "./json.js";
import type { Call } from "./route.js";

const MAX_BYTES = 5 * 1024 * 1024;

/** The call's JSON object, or `null` when it has no body. */
export async function readBody(call: Call): Promise<JsonObject | null> {
  if (call.req.method === "GET" || call.req.method === "DELETE") return null;
  // Over a socket the length is known beforehand, and nothing has to be read.
  if (Number(call.req.header("content-length") ?? 0) > MAX_BYTES) throw tooLarge();
  const text = await call.req.text();
  if (isTooLong(text)) throw tooLarge();
  if (text === "") return null;
  const body = parse(text);
  if (!isObject(body)) throw invalidInput("The request body must be a JSON object");
  return body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidInput("The request body is not valid JSON");
  }
}

function isTooLong(text: string): boolean {
  // A character has one to three bytes in UTF-8 for each UTF-16 unit: most texts need no counting.
  if (text.length * 3 <= MAX_BYTES) return false;
  return text.length > MAX_BYTES || new TextEncoder().encode(text).length > MAX_BYTES;
}

function tooLarge() {
  return coded(413, "PAYLOAD_TOO_LARGE", "The request body is larger than 5 MB");
}
