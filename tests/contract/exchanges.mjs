// Exchanges made up for the checker's own tests: right in every part but those that a test names.
import { Contract } from "./checker/contract.mjs";

export const USER = "0123456789abcdef01234567";
export const CREDENTIAL = "89abcdef0123456789abcdef";

const HOST = "http://127.0.0.1:9";
const HEADERS = {
  authorization: "Bearer key-0000",
  "x-api-version": "2025-09",
  "x-alloy-userid": USER,
};
const JSON_TYPE = { "content-type": "application/json" };

/** A request in the way that `fetch` takes one. */
export function requestOf(route, { body, headers } = {}) {
  const [method, path] = route.split(" ");
  const sent = typeof body === "object" ? JSON.stringify(body) : body;
  const all = { ...HEADERS, ...(sent !== undefined && JSON_TYPE), ...headers };
  return {
    ...{ method, url: new URL(path, HOST), body: sent ?? "" },
    headers: new Headers(Object.entries(all).filter(([, value]) => value !== undefined)),
  };
}

export function answerOf(body, { status = 200, headers = JSON_TYPE } = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, headers: new Headers(headers), body: text };
}

/** What a contract's check complains of, as `side: pointer message`. */
export function complaints(dialect, request, answer) {
  return told(new Contract(dialect).check(request, answer));
}

export const told = (verdict) =>
  ["request", "answer"].flatMap((side) =>
    verdict[side].map(({ pointer, message }) => `${side}: ${pointer} ${message}`),
  );
