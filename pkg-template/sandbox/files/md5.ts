import { md5 } from "@noble/hashes/legacy.js";

const HEX = /^[0-9a-f]{32}$/i;
const BASE64 = /^[A-Za-z0-9+/]{21}[AQgw]==$/;

/** The MD5 of some bytes, in base64 as `Content-MD5` has it. */
export function md5Of(bytes: Uint8Array): string {
  return asBase64(md5(bytes));
}

/** An MD5 as callers write it, in hexadecimal digits or in base64; in base64, or `null` if it is none. */
export function parseMd5(value: unknown): string | null {
  if (typeof value !== "string") return null;
  if (HEX.test(value)) {
    const pairs = value.match(/../g) ?? [];
    return asBase64(Uint8Array.from(pairs, (pair) => parseInt(pair, 16)));
  }
  return BASE64.test(value) ? value : null;
}

function asBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
