// Keeping secrets out of everything that a caller might log.

const DEPTH = 10;

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
  return text;
}

/** The beginning of `text`, scrubbed before it is cut: half a secret would not be found. */
export function excerpt(text, length, secrets) {
  return scrub(text.slice(0, length + 8192), secrets).slice(0, length);
}

/** A response's headers as a plain object, scrubbed; `{}` where a stand-in has none. */
export function plainHeaders(headers, secrets) {
  const plain = {};
  headers?.forEach?.((value, name) => {
    plain[name.toLowerCase()] = scrub(`${value}`, secrets);
  });
  return plain;
}

/** What was thrown, in words. Node says "fetch failed" and keeps what happened in the cause. */
export function describe(thrown, secrets) {
  const message = thrown?.message || (typeof thrown === "string" && thrown);
  const detail = thrown?.cause?.code ?? thrown?.cause?.message;
  const words = message || "fetch failed without saying why";
  return scrub(detail ? `${words} (${detail})` : words, secrets);
}

/** What was thrown, or, where it tells a secret, an error in its place that says the rest. */
export function scrubCause(thrown, secrets) {
  let cause = thrown;
  for (let depth = 0; cause !== undefined && depth < DEPTH; depth++) {
    const text = `${cause?.message ?? cause} ${cause?.stack}`;
    if (scrub(text, secrets) !== text) return new Error(describe(thrown, secrets));
    cause = cause?.cause;
  }
  return thrown;
}
