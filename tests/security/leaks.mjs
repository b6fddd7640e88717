// Answers of Alloy, or of somebody in its place, of which the page must not learn more than it should.

/** @param {string} key Alloy's own */
export const upstreamAnswers = (key) => {
  const error = (status, code, message, headers) =>
    Response.json({ error: { code, message } }, { status, headers });
  const text = (status, body, headers) => () => new Response(body, { status, headers });
  const html = { "content-type": "text/html" };
  return [
    // The key is the handler's: what Alloy says of it is not said to the page.
    {
      name: "401, with the key in it",
      answer: () => error(401, "UNAUTHORIZED", `Invalid key: Bearer ${key}`),
      status: 502,
    },
    { name: "403", answer: () => error(403, "FORBIDDEN", `Key ${key} lacks a scope`), status: 502 },
    { name: "401 without a body", answer: text(401, null), status: 502 },
    {
      name: "407",
      answer: () => error(407, "PROXY", "Proxy Authentication Required"),
      status: 502,
    },
    {
      name: "400, with the key in its message",
      answer: () => error(400, "INVALID_INPUT", `Bad header: authorization: Bearer ${key}`),
      ...{ status: 400, code: "INVALID_INPUT" },
    },
    {
      name: "400, with the key in its code",
      answer: () => error(400, `KEY_${key}`, "Not good"),
      status: 400,
    },
    {
      name: "400, with the key as its whole body",
      answer: text(400, key, { "content-type": "text/plain" }),
      status: 400,
    },
    {
      name: "422, with the key in escapes",
      answer: text(422, `{"error":{"code":"X","message":"${escaped(key)}"}}`),
      ...{ status: 422, code: "X" },
    },
    {
      name: "400, with markup",
      answer: () => error(400, "<script>alert(1)</script>", "Not good"),
      ...{ status: 400, code: "UPSTREAM_FAILED" },
    },
    {
      name: "400, with a megabyte to say",
      answer: () => error(400, "INVALID_INPUT", "x".repeat(1_000_000)),
      ...{ status: 400, longest: 2_000 },
    },
    {
      name: "500, with a page",
      answer: text(500, `<h1>Traceback</h1><pre>at 10.0.0.7, key ${key}</pre>`, html),
      status: 502,
    },
    {
      name: "503, with a page",
      answer: text(503, "<h1>hunter2</h1>", { ...html, "retry-after": "1" }),
      status: 502,
    },
    { name: "500, without a body", answer: text(500, null), status: 502 },
    { name: "200, with a page", answer: text(200, `<h1>${key}</h1>`, html), status: 502 },
    { name: "200, with half of its JSON", answer: text(200, '{"object":'), status: 502 },
    {
      name: "302, to another host",
      answer: text(302, null, { location: `https://evil.example/?key=${key}` }),
      status: 502,
    },
    {
      name: "307, back to the app",
      answer: text(307, null, { location: "https://app.example/" }),
      status: 502,
    },
    {
      name: "404",
      answer: () => error(404, "NOT_FOUND", "Action not found"),
      ...{ status: 404, code: "NOT_FOUND" },
    },
    {
      name: "409",
      answer: () => error(409, "CONFLICT", "It is there already"),
      ...{ status: 409, code: "CONFLICT" },
    },
    {
      name: "429",
      answer: () => error(429, "RATE_LIMITED", "Slow down", { "retry-after": "7" }),
      ...{ status: 429, code: "RATE_LIMITED", headers: { "retry-after": "7" } },
    },
    {
      name: "429, with markup for a number",
      answer: () => error(429, "RATE_LIMITED", "Slow down", { "retry-after": "<b>" }),
      ...{ status: 429, headers: { "retry-after": /^\d+$/ } },
    },
    {
      name: "400, with headers of its own",
      answer: () => error(400, "INVALID_INPUT", "Not good", FOREIGN),
      ...{ status: 400, code: "INVALID_INPUT" },
    },
    {
      name: "200, with headers of its own",
      answer: () => Response.json({ object: "list", results: [] }, { headers: FOREIGN }),
      status: 200,
    },
    {
      name: "no answer",
      answer: () => {
        throw Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNRESET" } });
      },
      status: 502,
    },
  ];
};

/** What a server or a proxy adds, and no browser should have of it. */
const FOREIGN = {
  "set-cookie": "session=mallorys; Path=/",
  server: "alloy/1.0 (10.0.0.7)",
  "x-powered-by": "hunter2",
  "x-request-id": "req_1",
  "access-control-allow-origin": "*",
  "access-control-allow-credentials": "true",
  "cache-control": "public, max-age=31536000",
  "content-security-policy": "default-src *",
  location: "https://evil.example/",
  refresh: "0; url=https://evil.example/",
  link: "<https://evil.example/x.css>; rel=stylesheet",
  "clear-site-data": '"*"',
};

/** As encoders of JSON may write it that are careful beyond need. */
function escaped(text) {
  const hex = (it) => it.charCodeAt(0).toString(16).padStart(4, "0");
  return text.replace(/[^0-9A-Za-z]/g, (it) => `\\u${hex(it)}`);
}
