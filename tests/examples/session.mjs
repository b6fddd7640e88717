// Signs somebody in: what the examples' apps do elsewhere.
import { createHmac, randomBytes } from "node:crypto";

export const SESSION_KEY = "the-key-that-signs-the-sessions-of-an-app";

/** As examples/edge/session.ts has it: the cookie says who it is, and that is signed. */
export const signed = {
  signIn: (userId) => cookie(userId, SESSION_KEY, 3_600),
  forged: (userId) => [
    cookie(userId, "a-key-that-anybody-could-make-up-for-himself", 3_600),
    cookie(userId, SESSION_KEY, -1),
    cookie(userId, SESSION_KEY, 3_600).replace(userId, "0".repeat(24)),
    `${userId}.9999999999.`,
  ],
};

/** As it is with a store: the cookie is the random name of an entry. */
export const stored = (put) => ({
  async signIn(userId) {
    const name = randomBytes(24).toString("base64url");
    await put(`session:${name}`, userId);
    return name;
  },
  forged: (userId) => [userId, randomBytes(24).toString("base64url"), "../".repeat(10)],
});

function cookie(userId, key, seconds) {
  const text = `${userId}.${Math.floor(Date.now() / 1_000) + seconds}`;
  return `${text}.${createHmac("sha256", key).update(text).digest("hex")}`;
}
