import type { User } from "./users.js";
import type { World } from "./world.js";

/** A JSON Web Token with which a front end acts as one user, for a short time. */
export async function userToken(world: World, { id, username }: User): Promise<string> {
  const { state, settings } = world;
  const issued = state.now();
  const claims = {
    userId: id,
    username,
    iat: Math.floor(issued / 1000),
    exp: Math.floor((issued + settings.tokenTtlMs) / 1000),
  };
  const signed = `${base64UrlJson({ alg: "HS256", typ: "JWT" })}.${base64UrlJson(claims)}`;
  // Not drawn from the state's own source: it would be another one for every token.
  const secret = state.ids.fork("tokens").secret();
  return `${signed}.${base64Url(await hmac(secret, signed))}`;
}

async function hmac(secret: string, text: string): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, [
    "sign",
  ]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
}

function base64UrlJson(value: object): string {
  return base64Url(new TextEncoder().encode(JSON.stringify(value)));
}

function base64Url(bytes: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replace(/[+/]/g, (sign) => (sign === "+" ? "-" : "_")).replace(/=+$/, "");
}
