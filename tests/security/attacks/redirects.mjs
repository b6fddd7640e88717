// Where a flow might be made to end.
import { fromPage } from "../messages.mjs";

const REFUSED = { status: 403, code: "RETURN_TO_REFUSED" };
const MALFORMED = { status: 400, code: "REQUEST_MALFORMED" };

const by = (returnTo, expected = REFUSED) => ({
  request: ({ people }) => fromPage(people.alice, "POST /alloy/connect/notion", { returnTo }),
  ...expected,
});

const TARGETS = {
  "another origin": "https://evil.example/",
  "two slashes": "//evil.example",
  "three slashes": "///evil.example",
  "four slashes": "////evil.example",
  "a slash and a backslash": "/\\evil.example",
  "two backslashes": "\\\\evil.example",
  "a backslash and a slash": "\\/evil.example",
  "a scheme with three slashes": "https:///evil.example",
  "a scheme with backslashes": "https:\\\\evil.example",
  "the own host as a user": "https://app.example@evil.example/",
  "the own origin as a user with a password": "https://app.example:443@evil.example/",
  "a user at the own host": "https://mallory@app.example/",
  "a backslash before the own host": "https://evil.example\\@app.example/",
  "a hash before the own host": "https://evil.example#@app.example/",
  "a question mark before the own host": "https://evil.example?@app.example/",
  "the own host's other port": "https://app.example:8443/",
  "the own host's other scheme": "http://app.example/",
  "a host below the own": "https://www.app.example/",
  "a host that begins like the own": "https://app.example.evil.example/",
  "a host that ends like the own": "https://evilapp.example/",
  "the own host and an encoded dot": "https://app.example%2eevil.example/",
  "the own host and an encoded slash": "https://app.example%2f.evil.example/",
  "the own host and NUL": "https://app.example\0.evil.example/",
  "the own host and an encoded NUL": "https://app.example%00.evil.example/",
  "the own host and another script's dot": "https://app.example\u3002evil.example/",
  "the own host and an at sign that is none": "https://app.example＠evil.example/",
  "an address in brackets": "https://[::1]/",
  "an address as a number": "https://2130706433/",
  "a script": "javascript:alert(1)",
  "a script in capitals": "JavaScript:alert(1)",
  "a script after a space": " javascript:alert(1)",
  "a script with a tab in it": "java\tscript:alert(1)",
  "a script with the own origin in it": "javascript://app.example/%0aalert(1)",
  data: "data:text/html,<script>alert(1)</script>",
  "a script of Basic": "vbscript:msgbox(1)",
  "a file": "file:///etc/passwd",
  "a blob": "blob:https://app.example/9c6f",
  "another scheme": "app.example:/path",
  "a space before another origin": " https://evil.example/",
  "a tab between slashes": "/\t/evil.example",
  "a line feed between slashes": "/\n/evil.example",
  "a carriage return between slashes": "/\r/evil.example",
  "a path that leads to two slashes": "/.//evil.example",
  "a path that leads up to two slashes": "/x/..//evil.example",
  "the handler's own callback": "/alloy/callback/notion",
  "the handler's own link": "/alloy/connect/slack",
  "the handler itself": "/alloy",
  "the handler itself, with a query": "/alloy?x",
  "the handler itself, in full": "https://app.example/alloy/",
  "the handler by way of dots": "/x/../alloy/connect/slack",
  "the handler by way of encoded dots": "/x/%2e%2e/alloy/connect/slack",
  "the handler by way of its last page": "/alloy/connected/../connect/slack",
  "a page like the handler's last": "/alloy/connectedx",
  "a page below the handler's last": "/alloy/connected/x",
  "a path beside a listed one": "https://docs.example/donex",
  "a path above a listed one": "https://docs.example/",
  "a listed path in capitals": "https://docs.example/DONE",
  "a way out of a listed path": "https://docs.example/done/../admin",
  "an encoded way out of a listed path": "https://docs.example/done/%2e%2e/admin",
  "a half-encoded way out of a listed path": "https://docs.example/done/.%2e/admin",
  "a way out of a listed path by a backslash": "https://docs.example/done\\..\\admin",
  "a listed path after an encoded slash": "https://docs.example/%2fdone",
  "a listed path at another port": "https://docs.example:8443/done",
  "a listed path without encryption": "http://docs.example/done",
  "a listed path's host with a dot": "https://docs.example./done",
  "a host below a listed one": "https://x.partner.example/",
  "a host that begins like a listed one": "https://partner.example.evil.example/",
  "a listed host's other scheme": "ftp://partner.example/",
  "a target longer than any": `/${"a".repeat(8_000)}`,
};

const targets = Object.entries(TARGETS).map(([name, target]) => ({ name, ...by(target) }));

const kinds = [
  { name: "a list", ...by(["https://evil.example/"], MALFORMED) },
  { name: "an object", ...by({ toString: "https://evil.example/" }, MALFORMED) },
  { name: "a number", ...by(7, MALFORMED) },
];

const link = (query, expected = REFUSED) => ({
  request: ({ people }) => fromPage(people.alice, `GET /alloy/connect/notion?${query}`),
  ...expected,
});

const links = [
  { name: "another origin", ...link("returnTo=https://evil.example/") },
  { name: "another origin, encoded", ...link("returnTo=https%3A%2F%2Fevil.example%2F") },
  { name: "two slashes", ...link("returnTo=//evil.example") },
  { name: "two slashes, encoded", ...link("returnTo=%2F%2Fevil.example") },
  { name: "a slash and a backslash", ...link("returnTo=/%5Cevil.example") },
  { name: "a script", ...link("returnTo=javascript:alert(1)") },
  { name: "two targets", ...link("returnTo=/done&returnTo=https://evil.example/", MALFORMED) },
  { name: "a target by another name", ...link("return_to=https://evil.example/", MALFORMED) },
];

export default [
  { theme: "a target that is not the app's", attacks: targets },
  { theme: "a target that is no text", attacks: kinds },
  { theme: "a link with a target that is not the app's", attacks: links },
];
