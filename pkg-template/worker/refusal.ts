import {
  AlloyApiError,
  AlloyConfigError,
  AlloyError,
  AlloyValidationError,
} from "alloy-connectivity";
import { decide } from "../core/alloy.js";

/** Why a request is not answered with what it asks for. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

/** What Rust decides, unless it is a refusal. */
export function heed(...question: string[]): string {
  const [status, answer = "", message = ""] = decide(...question);
  if (status === "0") return answer;
  throw new Refusal(Number(status), answer, message);
}

export const malformed = (message: string) => new Refusal(400, "REQUEST_MALFORMED", message);
export const notFound = () => new Refusal(404, "NOT_FOUND", "Credential not found");

// What Alloy says of the page's own request. Of its other answers, those to the key among them, the page
// is told that they are no answer.
const PASSED_ON = [400, 404, 409, 422, 429];
// A connection that is no good any more: the user's affair, and no fault of the key's.
const SPOILT = /^CREDENTIAL_/;
const LONGEST = 500;
const NO_ANSWER = "Alloy gave no usable answer";

/** What the page is told of an error. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof AlloyApiError) {
    const { status, code, message, body, retryAfterMs = 1_000 } = error;
    return new Refusal(
      PASSED_ON.includes(status) ? status : SPOILT.test(code) ? 403 : 502,
      /^[\w.-]{1,64}$/.test(code) ? code : "UPSTREAM_FAILED",
      // A body that is no JSON is its own message.
      typeof body === "object" ? message.slice(0, LONGEST) : NO_ANSWER,
      status === 429 ? { "retry-after": `${Math.ceil(retryAfterMs / 1_000)}` } : wasRetried(error),
    );
  }
  // What is no Unicode, or is percent-encoded wrongly.
  if (error instanceof URIError) return malformed("A name is malformed");
  if (error instanceof AlloyValidationError) return new Refusal(400, error.code, error.message);
  if (error instanceof AlloyError && !(error instanceof AlloyConfigError)) {
    return new Refusal(502, error.code, NO_ANSWER, wasRetried(error));
  }
  return new Refusal(500, "HANDLER_FAILED", "The handler failed");
}

/** The page's client is not to try again what this one has tried again, or attempts would multiply. */
const wasRetried = ({ attempts }: AlloyError): Record<string, string> =>
  attempts > 1 ? { "x-should-retry": "false" } : {};
