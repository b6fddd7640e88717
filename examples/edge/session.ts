// Stands in for the sessions that your app has: a cookie `session=<user>.<expiry>.<signature>`, set when
// somebody signs in. The user is the id that Alloy gave yours (`alloy.ensureUser`).
const COOKIE = /(?:^|; *)session=(([\w-]{1,64})\.(\d{1,12}))\.([0-9a-f]{64})(?:;|$)/;
const HMAC = { name: "HMAC", hash: "SHA-256" };

export async function userOf(request: Request, secret = ""): Promise<{ userId: string } | null> {
  if (secret.length < 32) throw new Error("SESSION_KEY must have at least 32 characters");
  const cookie = COOKIE.exec(request.headers.get("cookie") ?? "");
  if (!cookie) return null;
  const [, signed = "", userId = "", expires, signature = ""] = cookie;
  const key = await crypto.subtle.importKey("raw", bytes(secret), HMAC, false, ["verify"]);
  const genuine = await crypto.subtle.verify("HMAC", key, fromHex(signature), bytes(signed));
  return genuine && Number(expires) * 1_000 > Date.now() ? { userId } : null;
}

const bytes = (text: string) => new TextEncoder().encode(text);

const fromHex = (text: string) =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
