import type { ContentfulStatusCode } from "hono/utils/http-status";
import { coded } from "../answers.js";
import { isObject, type JsonObject } from "../json.js";
import { onlyMembers, readWhen, retryAfterText, type When } from "./arguments.js";

/** An answer in place of the route's own. */
export interface StatusFault {
  readonly kind: "status";
  readonly when: When;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string | null;
}

const WITHOUT_BODY = new Set([204, 205, 304]);

const ERRORS: Readonly<Record<number, readonly [code: string, message: string]>> = {
  408: ["REQUEST_TIMEOUT", "Request timeout"],
  429: ["RATE_LIMIT_EXCEEDED", "Rate limit exceeded"],
  500: ["INTERNAL_ERROR", "Internal server error"],
  502: ["BAD_GATEWAY", "Bad gateway"],
  503: ["SERVICE_UNAVAILABLE", "Service unavailable"],
  504: ["GATEWAY_TIMEOUT", "Gateway timeout"],
};

/** @throws TypeError naming what is wrong with it */
export function readStatusFault(argument: string, fault: JsonObject): StatusFault {
  onlyMembers(argument, fault, ["status", "when", "retryAfter", "body", "headers"]);
  const { status, retryAfter } = fault;
  if (typeof status !== "number" || !Number.isInteger(status) || status < 200 || status > 599) {
    throw new TypeError(`${argument}.status must be a whole number from 200 to 599`);
  }
  const when = readWhen(argument, fault.when);
  const headers = readHeaders(`${argument}.headers`, fault.headers);
  if (retryAfter !== undefined) {
    headers.set("retry-after", retryAfterText(`${argument}.retryAfter`, retryAfter));
  }
  const body = WITHOUT_BODY.has(status) ? null : textOf(`${argument}.body`, status, fault.body);
  if (body !== null && !headers.has("content-type")) {
    const isText = typeof fault.body === "string";
    headers.set("content-type", isText ? "text/plain; charset=UTF-8" : "application/json");
  }
  return { kind: "status", when, status, headers, body };
}

function readHeaders(argument: string, given: unknown): Headers {
  const wrong = `${argument} must be an object of names and texts that HTTP allows`;
  if (given === undefined) return new Headers();
  if (!isObject(given) || Object.values(given).some((value) => typeof value !== "string")) {
    throw new TypeError(wrong);
  }
  try {
    return new Headers(given as Record<string, string>);
  } catch (cause) {
    throw new TypeError(wrong, { cause });
  }
}

/** A text as it is, everything else as JSON; for an error without a body, one of Alloy's form. */
function textOf(argument: string, status: number, body: unknown): string | null {
  if (body === undefined) return status < 400 ? null : JSON.stringify(errorBody(status));
  if (typeof body === "string") return body;
  try {
    const text: string | undefined = JSON.stringify(body);
    if (text !== undefined) return text;
  } catch (cause) {
    throw new TypeError(`${argument} must be a text or JSON`, { cause });
  }
  throw new TypeError(`${argument} must be a text or JSON`);
}

function errorBody(status: number): JsonObject {
  const [code, message] = ERRORS[status] ?? [`FAULT_${status}`, `Fault ${status}`];
  return coded(status as ContentfulStatusCode, code, message).body;
}
