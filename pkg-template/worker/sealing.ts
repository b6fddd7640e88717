// Texts that come back from outside as they went out, or not at all: HMAC-SHA-256 by WebCrypto, whose
// comparison takes the same time wherever two differ.

const HMAC = { name: "HMAC", hash: "SHA-256" };

export class Seal {
  readonly #keys: Promise<CryptoKey[]>;

  /** The first key signs, all verify. */
  constructor(keys: readonly string[]) {
    this.#keys = Promise.all(
      keys.map((key) =>
        crypto.subtle.importKey("raw", bytesOf(key), HMAC, false, ["sign", "verify"]),
      ),
    );
  }

  /** Signs a text, for one purpose. */
  async sign(purpose: string, text: string): Promise<string> {
    const [key] = await this.#keys;
    return base64url(await crypto.subtle.sign("HMAC", key!, bytesOf(`${purpose}.${text}`)));
  }

  async verify(purpose: string, text: string, signature: string): Promise<boolean> {
    const bytes = signatureOf(signature);
    if (!bytes) return false;
    const signed = bytesOf(`${purpose}.${text}`);
    for (const key of await this.#keys) {
      if (await crypto.subtle.verify("HMAC", key, bytes, signed)) return true;
    }
    return false;
  }
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Bytes, or a text of ASCII, in base64url. */
export function base64url(given: ArrayBuffer | Uint8Array | string): string {
  const text =
    typeof given === "string"
      ? given
      : String.fromCharCode(...new Uint8Array(given as ArrayBuffer));
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

/** The text in base64url, if it is written as {@link base64url} writes it. */
export function fromBase64url(encoded: string): string | undefined {
  try {
    const text = atob(encoded.replace(/-/g, "+").replace(/_/g, "/"));
    return base64url(text) === encoded ? text : undefined;
  } catch {
    return undefined;
  }
}

function signatureOf(encoded: string): Uint8Array<ArrayBuffer> | undefined {
  const text = fromBase64url(encoded);
  return text === undefined ? undefined : Uint8Array.from(text, (char) => char.charCodeAt(0));
}
