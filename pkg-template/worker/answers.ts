import type { Call } from "./call.js";
import { refusalPage } from "./pages.js";
import type { Refusal } from "./refusal.js";

type Headers = Record<string, string>;

// All that an answer says beside what it is: nothing of Alloy's own answer passes.
const ALWAYS: Headers = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
};
const JSON_TYPE = { "content-type": "application/json" };

/** An answer that the page's origin may read, where it is listed. */
export function answer(
  { cors }: Call,
  status: number,
  body: string | null,
  headers: Headers,
  cookies: readonly string[] = [],
): Response {
  const shared: Headers = cors
    ? {
        "access-control-allow-origin": cors,
        "access-control-allow-credentials": "true",
        "access-control-expose-headers": "retry-after, x-should-retry",
        vary: "origin",
      }
    : {};
  const response = new Response(body, { status, headers: { ...ALWAYS, ...shared, ...headers } });
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}

export const json = (call: Call, value: unknown, cookies?: readonly string[]) =>
  answer(call, 200, JSON.stringify(value), JSON_TYPE, cookies);

export const redirect = (call: Call, location: string, cookies: readonly string[]) =>
  answer(call, 302, null, { location }, cookies);

/** A page, which may do nothing but what its policy says, and stand in no frame. */
export const html = (call: Call, status: number, page: string, policy: string) =>
  answer(call, status, page, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": `${policy}; base-uri 'none'; frame-ancestors 'none'`,
  });

/** What a listed origin may send. */
export const preflight = (call: Call) =>
  answer(call, 204, null, {
    "access-control-allow-methods": "GET, POST, DELETE",
    "access-control-allow-headers": "authorization, content-type, x-api-version, x-alloy-userid",
    "access-control-max-age": "600",
  });

/** A refusal: as a page to a person who came by a link, else in Alloy's shape. */
export function refused(call: Call, refusal: Refusal, request: Request): Response {
  const { status, code, message, headers } = refusal;
  const isVisited =
    request.method === "GET" && request.headers.get("accept")?.includes("text/html");
  if (isVisited) return html(call, status, ...refusalPage(message));
  const body = JSON.stringify({ error: { code, message } });
  return answer(call, status, body, { ...headers, ...JSON_TYPE });
}
