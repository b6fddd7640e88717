// Other sites' pages, which act in the visitor's own browser.
import { fromPage, search } from "../messages.mjs";
import { ORIGIN, PARTNER_PAGE } from "../world.mjs";

const CROSS = { status: 403, code: "CROSS_ORIGIN" };

/** Alice visits another page, which sends this with her cookies. */
const post = (headers) => ({
  warm: true,
  request: ({ people: { alice } }) => search.guide(alice, { credentialId: alice.notion }, headers),
  ...CROSS,
});
const from = (Origin) => post({ Origin, "Sec-Fetch-Site": null });
const sent = (line, body, headers) => ({
  warm: true,
  request: ({ people: { alice } }) =>
    fromPage(alice, typeof line === "string" ? line : line(alice), body, headers),
  ...CROSS,
});

const foreign = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
const noOrigin = (site) => ({ Origin: null, "Sec-Fetch-Site": site });

const writes = [
  { name: "of another origin", ...from("https://evil.example") },
  { name: "of no origin, as in a frame without rights", ...from("null") },
  { name: "of the own origin without encryption", ...from("http://app.example") },
  { name: "of the own host's other port", ...from("https://app.example:8443") },
  { name: "of a host below the own", ...from("https://www.app.example") },
  { name: "of the domain above the own", ...from("https://example") },
  { name: "of a host that begins like the own", ...from("https://app.example.evil.example") },
  { name: "of a host that ends like the own", ...from("https://evilapp.example") },
  { name: "of the own origin with a slash", ...from("https://app.example/") },
  { name: "of the own origin as a user", ...from("https://app.example@evil.example") },
  { name: "of the own origin in capitals", ...from("HTTPS://APP.EXAMPLE") },
  { name: "of the own origin with NUL encoded", ...from("https://app.example%00") },
  { name: "of the own host under another scheme", ...from("chrome-extension://app.example") },
  { name: "of two origins", ...from([ORIGIN, "https://evil.example"]) },
  { name: "of two origins in one header", ...from(`https://evil.example, ${ORIGIN}`) },
  { name: "of a listed origin without encryption", ...from("http://pages.example") },
  { name: "of a host below a listed one", ...from("https://x.pages.example") },
  {
    name: "of a host that begins like a listed one",
    ...from("https://pages.example.evil.example"),
  },
  { name: "of another site, without an Origin", ...post(noOrigin("cross-site")) },
  { name: "of the same site, without an Origin", ...post(noOrigin("same-site")) },
  { name: "of a site of a new kind", ...post(noOrigin("same-planet")) },
  { name: "of a site in capitals", ...post(noOrigin("Same-Origin")) },
  { name: "of two sites", ...post(noOrigin(["same-origin", "cross-site"])) },
  {
    name: "of the own origin, says one header, and of another site, the other",
    ...post({ Origin: ORIGIN, "Sec-Fetch-Site": "cross-site" }),
  },
  {
    name: "of another origin, with the own as Referer",
    ...post({ Origin: "https://evil.example", Referer: `${ORIGIN}/`, "Sec-Fetch-Site": null }),
  },
  {
    name: "of a host that the request names as well",
    ...post({
      Host: "evil.example",
      Origin: "https://evil.example",
      "Sec-Fetch-Site": "same-origin",
    }),
  },
  {
    name: "of a host that a proxy is said to have named",
    ...post({ Origin: "https://evil.example", "X-Forwarded-Host": "evil.example" }),
  },
  { name: "a form", ...post({ ...foreign, "Content-Type": "application/x-www-form-urlencoded" }) },
  { name: "a form of text", ...post({ ...foreign, "Content-Type": "text/plain" }) },
  { name: "a beacon without a type", ...post({ ...foreign, "Content-Type": null }) },
];

const routes = [
  {
    name: "POST, in the reference's words",
    warm: true,
    request: ({ people: { alice } }) =>
      search.reference(alice, { credentialId: alice.notion }, foreign),
    ...CROSS,
  },
  { name: "POST, to connect", ...sent("POST /alloy/connect/notion", {}, foreign) },
  {
    name: "DELETE, of a user's connection",
    ...sent(
      (it) => `DELETE /alloy/users/${it.userId}/credentials/${it.notion}`,
      undefined,
      foreign,
    ),
  },
  {
    name: "DELETE, of a connector's connection",
    ...sent((it) => `DELETE /alloy/connectors/notion/credentials/${it.notion}`, undefined, foreign),
  },
  {
    name: "DELETE, without an Origin",
    ...sent(
      (it) => `DELETE /alloy/connectors/notion/credentials/${it.notion}`,
      undefined,
      noOrigin("cross-site"),
    ),
  },
];

const LINK = "GET /alloy/connect/notion";
const links = [
  { name: "on another site", ...sent(LINK, undefined, noOrigin("cross-site")) },
  { name: "on the same site", ...sent(LINK, undefined, noOrigin("same-site")) },
  { name: "in a browser that does not say where", ...sent(LINK, undefined, noOrigin(null)) },
  {
    name: "in a browser that does not say where, with the own page as Referer",
    ...sent(LINK, undefined, { "Sec-Fetch-Site": null, Referer: `${ORIGIN}/` }),
  },
  {
    name: "on a listed page",
    ...sent(LINK, undefined, { Origin: PARTNER_PAGE, "Sec-Fetch-Site": "cross-site" }),
    cors: PARTNER_PAGE,
  },
  {
    name: "as an image",
    ...sent(LINK, undefined, { ...noOrigin("cross-site"), "Sec-Fetch-Dest": "image" }),
  },
];

const reads = [
  ...["GET /alloy/credentials", "GET /alloy/connectors", "GET /alloy/connectors/notion"].flatMap(
    (line) => [
      { name: `${line} by another origin`, ...sent(line, undefined, foreign) },
      { name: `${line} as a script`, ...sent(line, undefined, noOrigin("cross-site")) },
      { name: `${line} on the same site`, ...sent(line, undefined, noOrigin("same-site")) },
    ],
  ),
  {
    name: "GET /alloy/credentials without a Sec-Fetch-Site",
    ...sent("GET /alloy/credentials", undefined, { ...foreign, "Sec-Fetch-Site": null }),
  },
  {
    name: "GET /alloy/credentials by no origin",
    ...sent("GET /alloy/credentials", undefined, { ...foreign, Origin: "null" }),
  },
];

const asked = (Origin, more = {}) => ({
  request: () =>
    fromPage(null, "OPTIONS /alloy/connectors/notion/actions/post-search", undefined, {
      ...{ Origin, "Sec-Fetch-Site": "cross-site", "Access-Control-Request-Method": "POST" },
      ...more,
    }),
  ...CROSS,
});

const preflights = [
  { name: "of another origin", ...asked("https://evil.example") },
  { name: "of no origin", ...asked("null") },
  { name: "without an Origin", ...asked(null) },
  { name: "of a star", ...asked("*") },
  { name: "of a host below a listed one", ...asked("https://x.pages.example") },
  { name: "of a host that ends like a listed one", ...asked("https://evilpages.example") },
  { name: "of a listed origin without encryption", ...asked("http://pages.example") },
  { name: "of a listed origin's other port", ...asked("https://pages.example:8443") },
  { name: "of two origins", ...asked([PARTNER_PAGE, "https://evil.example"]) },
  {
    name: "of another origin, into a private network",
    ...asked("https://evil.example", { "Access-Control-Request-Private-Network": "true" }),
  },
];

export default [
  { theme: "another site's page acts", attacks: writes },
  { theme: "another site's page acts by every route", attacks: routes },
  { theme: "a link that connects", attacks: links },
  { theme: "another site's page reads", attacks: reads },
  { theme: "another site's page asks whether it may", attacks: preflights },
];
