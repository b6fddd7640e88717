// Keeping secrets out of everything that a caller might log.

const DEPTH = 10;
// Of a thrown value. What is larger is some framework's own world, and is not kept.
const MAX_PARTS = 10_000;

// What others call secrets, and nobody told us of: in JSON, in a query, in a header.
const NAMED = [
  /("(?:[\w-]*(?:token|secret|password|api_?key)|oauthUrl|authorization)"\s*:\s*")(?:[^"\\]|\\.)*/gi,
  /([?&](?:[\w-]*token|[\w-]*secret|code)=)[^&#\s"'<>\\]+/gi,
  /\b(Bearer\s+)[\w.~+/=-]+/gi,
];

/** `text` without the secrets, in whichever spelling a server echoes them. */
export function scrub(text, secrets) {
  for (const secret of secrets) {
    // Replacing every "1" would only garble the text.
    if (secret.length < 4) continue;
    for (const spelling of [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
    ]) {
      text = text.replaceAll(spelling, "[redacted]");
    }
  }
  for (const pattern of NAMED) text = text.replace(pattern, "$1[redacted]");
  return text;
}

/** The beginning of `text`, scrubbed before it is cut: half a secret would not be found. */
export function excerpt(text, length, secrets) {
  return scrub(text.slice(0, length + 8192), secrets).slice(0, length);
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
    if (typeof value === "string") return scrub(value, secrets) !== value;
    if (typeof value !== "object" || value === null || parts.has(value)) return false;
    // Bytes are shown as numbers.
    if (depth > DEPTH || ArrayBuffer.isView(value)) return false;
    if (parts.add(value).size > MAX_PARTS) return true;
    const { stack, headers } = value;
    // Headers, a Map: what an inspector shows and no key leads to.
    const entries = [];
    value.forEach?.((content, name) => entries.push(content, name));
    const own = Reflect.ownKeys(value).map((key) => value[key]);
    return [stack, headers, ...entries, ...own].some((part) => isTelling(part, depth + 1));
  }
}
