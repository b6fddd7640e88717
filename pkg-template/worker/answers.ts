import type { Call } from "./call.js";
import { refusalPage } from "./pages.js";
import type { Refusal } from "./refusal.js";

type Headers = [name: string, value: string][];

// All that an answer says beside what it is: nothing of Alloy's own answer passes.
const ALWAYS: Headers = [
  ["cache-control", "no-store"],
  ["x-content-type-options", "nosniff"],
  ["cross-origin-resource-policy", "same-origin"],
  ["referrer-policy", "no-referrer"],
];

/** An answer that the page's origin may read, where it is listed. */
export function answer(
  call: Call,
  status: number,
  body: string | null,
  headers: Headers = [],
): Response {
  const { cors } = call;
  const shared: Headers = cors
    ? [
        ["access-control-allow-origin", cors],
        ["access-control-allow-credentials", "true"],
        ["access-control-expose-headers", "retry-after"],
        ["vary", "origin"],
      ]
    : [];
  return new Response(body, { status, headers: [...ALWAYS, ...shared, ...headers] });
}

export const json = (call: Call, value: unknown, headers: Headers = [], status = 200) =>
  answer(call, status, JSON.stringify(value), [...headers, ["content-type", "application/json"]]);

export const redirect = (call: Call, location: string, headers: Headers = []) =>
  answer(call, 302, null, [...headers, ["location", location]]);

/** A page, which may do nothing but what its policy says, and stand in no frame. */
export const html = (call: Call, status: number, page: string, policy = "default-src 'none'") =>
  answer(call, status, page, [
    ["content-type", "text/html; charset=utf-8"],
    ["content-security-policy", `${policy}; base-uri 'none'; frame-ancestors 'none'`],
  ]);

/** What a listed origin may send. */
export const preflight = (call: Call) =>
  answer(call, 204, null, [
    ["access-control-allow-methods", "GET, POST, DELETE"],
    ["access-control-allow-headers", "authorization, content-type, x-api-version, x-alloy-userid"],
    ["access-control-max-age", "600"],
  ]);

/** A refusal: as a page to a person who came by a link, else in Alloy's shape. */
export function refused(call: Call, refusal: Refusal, request: Request): Response {
  const { status, code, message, headers } = refusal;
  const isVisited =
    request.method === "GET" && request.headers.get("accept")?.includes("text/html");
  if (isVisited) return html(call, status, refusalPage(message));
  return json(call, { error: { code, message } }, Object.entries(headers), status);
}
