// Answers that are not what they seem.
import { failed, good, html } from "./answers.mjs";
import { isSentOnce, isTyped } from "./expect.mjs";
import { leaks } from "./secrets.mjs";

const TYPED = "typed error with status";

/** @type {import("./faults.mjs").Fault[]} */
export const lies = [
  {
    title: "POST: 200, JSON cut short",
    expectation: TYPED,
    method: "POST",
    script: () => [{ status: 200, body: '{"results":[{"id":"1"' }],
    judge: (seen) => isSentOnce(seen) && isTyped(seen, 200),
  },
  {
    title: "POST: 200, connection lost amid the body",
    expectation: "typed error, not sent again",
    method: "POST",
    script: () => ["cut", good],
    judge: (seen) => isSentOnce(seen) && isTyped(seen),
  },
  {
    title: "GET: 200, empty body",
    expectation: TYPED,
    method: "GET",
    script: () => [{ status: 200 }],
    judge: (seen) => isTyped(seen, 200),
  },
  {
    title: "POST: 200, a page of HTML",
    expectation: TYPED,
    method: "POST",
    script: () => [html(200)],
    judge: (seen) => isTyped(seen, 200),
  },
  {
    title: "POST: 502, a page of HTML",
    expectation: `${TYPED}, message without markup`,
    method: "POST",
    script: () => [html(502)],
    judge: (seen) => isTyped(seen, 502) && !hasMarkup(seen),
    tell: (seen) => (hasMarkup(seen) ? "HTML in its message" : undefined),
  },
  {
    title: "POST: 307 to another origin",
    expectation: "neither key nor body gets there; typed error",
    method: "POST",
    leadsElsewhere: true,
    script: ({ elsewhere }) => [
      { status: 307, headers: { location: `${elsewhere.url}/connectors` } },
    ],
    judge: (seen) => carried(seen).length === 0 && isTyped(seen),
    tell: (seen) =>
      seen.elsewhere.length === 0
        ? "not followed"
        : `followed with ${carried(seen).join(" and ") || "neither key nor body"}`,
  },
  {
    title: "POST: 401 that echoes the key",
    expectation: "no key in the error",
    method: "POST",
    echoesKey: true,
    script: ({ key }) => [failed(401, { message: `Bad key: ${key}` })],
    judge: ({ outcome, thrown, key }) => outcome === "rejected" && leaks(thrown, key).length === 0,
    tell: ({ thrown, key }) => (leaks(thrown, key).length > 0 ? "with the key" : "without the key"),
  },
];

const hasMarkup = ({ thrown }) => /<html/i.test(thrown?.message);

/** What of the request reached the redirect's target. */
function carried({ elsewhere, key }) {
  const hasKey = elsewhere.some(({ headers }) => JSON.stringify(headers).includes(key));
  const hasBody = elsewhere.some(({ body }) => body !== "");
  return [...(hasKey ? ["the key"] : []), ...(hasBody ? ["the body"] : [])];
}
