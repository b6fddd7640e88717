// Keeping secrets out of everything that a caller might log.

const DEPTH = 10;
// Of a thrown value. What is larger is some framework's own world, and is not kept.
const MAX_PARTS = 10_000;

// What others call secrets, and nobody told us of: in JSON, in a query, in a header.
const NAMED = [
  /("(?:[\w-]*(?:token|secret|password|api_?key)|oauthUrl|authorization)"\s*:\s*")(?:[^"\\]|\\.)*/gi,
  /([?&](?:[\w-]*token|[\w-]*secret|code|state)=)[^&#\s"'<>\\]+/gi,
  /\b(Bearer\s+)[\w.~+/=-]+/gi,
];

// What may stand for a character that is no letter or digit: itself, or an escape of JSON's, of a
// URL's or of HTML's, or several of them. Nothing in it can be read in two ways, or a hostile answer
// would keep the engine busy for ever.
const GAP = String.raw`(?:[^0-9A-Za-z\\%&]|\\(?:u[0-9a-f]{4}|[bfnrt])?|%(?:25)*[0-9a-f]{2}|&#?\w{1,8};|[%&])`;
const LONGEST_ESCAPE = 12;

// One pattern a secret, in whichever spelling a server echoes it. Replacing every "1" would only
// garble the text.
function patternOf(secret) {
  if (secret.length < 4) return /$^/g;
  // Letters and digits, what is between, letters and digits, …
  const parts = secret.split(/([^0-9A-Za-z]+)/);
  const gap = ({ length }) => `${GAP}{1,${LONGEST_ESCAPE * length}}`;
  if (parts.filter((_, index) => index % 2 === 0).join("").length >= 4) {
    return new RegExp(parts.map((part, index) => (index % 2 ? gap(part) : part)).join(""), "gi");
  }
  return new RegExp(secret.replace(/[^0-9A-Za-z]/g, "\\$&"), "g");
}

// By the list of secrets, of which a client has one for most of its calls.
const patterns = new WeakMap();

/** `text` without the secrets. */
export function scrub(text, secrets) {
  if (!patterns.has(secrets)) patterns.set(secrets, secrets.map(patternOf));
  for (const pattern of patterns.get(secrets)) text = text.replace(pattern, "[redacted]");
  for (const pattern of NAMED) text = text.replace(pattern, "$1[redacted]");
  return text;
}

/** The beginning of `text`, scrubbed before it is cut: half a secret would not be found. */
export function excerpt(text, length, secrets) {
  const longest = Math.max(0, ...secrets.map((secret) => secret.length));
  return scrub(text.slice(0, length + LONGEST_ESCAPE * longest), secrets).slice(0, length);
}

/** What was thrown, in words. Node says "fetch failed" and keeps what happened in the cause. */
export function describe(thrown, secrets) {
  const message = thrown?.message || (typeof thrown === "string" && thrown);
  const detail = thrown?.cause?.code ?? thrown?.cause?.message;
  const words = message || "fetch failed without saying why";
  return scrub(detail ? `${words} (${detail})` : `${words}`, secrets);
}

/** What was thrown, or, where anything in it tells a secret, an error in its place. */
export function scrubCause(thrown, secrets) {
  const parts = new Set();
  let tells;
  try {
    tells = isTelling(thrown, 0);
  } catch {
    // A getter that throws now may tell later.
    tells = true;
  }
  return tells ? new Error(describe(thrown, secrets)) : thrown;

  function isTelling(value, depth) {
    if (typeof value === "symbol") value = value.description ?? "";
    if (typeof value === "string") return scrub(value, secrets) !== value;
    if (Object(value) !== value || parts.has(value)) return false;
    // Bytes are shown as numbers.
    if (depth > DEPTH || ArrayBuffer.isView(value)) return false;
    if (parts.add(value).size > MAX_PARTS) return true;
    const { stack, headers, href, url } = value;
    // Headers, a Map: what an inspector shows and no key leads to.
    const entries = [];
    value.forEach?.((content, name) => entries.push(content, name));
    const own = Reflect.ownKeys(value).flatMap((key) => [key, value[key]]);
    return [stack, headers, href, url, ...entries, ...own].some((part) =>
      isTelling(part, depth + 1),
    );
  }
}
