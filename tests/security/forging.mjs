// States and cookies by someone who knows how they are made, with the key or without it.
import { createHmac } from "node:crypto";

/** The MAC of a text for a purpose, "state" or "cookie". */
export function macOf(key, purpose, text) {
  return createHmac("sha256", key).update(`${purpose}.${text}`).digest("base64url");
}

/** In base64url. */
export function encoded(text) {
  return Buffer.from(text).toString("base64url");
}

/** A state that says this, signed. */
export function signedState(key, text) {
  const payload = encoded(text);
  return `${payload}.${macOf(key, "state", payload)}`;
}

/** What a state says: its words. */
export function wordsOf(state) {
  return Buffer.from(state.split(".")[0], "base64url").toString().split(" ");
}

/**
 * A state whose words are changed.
 *
 * @param {string | null} key null to leave the MAC as it is
 * @param {(words: string[]) => string[]} change
 */
export function changedState(key, state, change) {
  const text = change(wordsOf(state)).join(" ");
  return key === null ? `${encoded(text)}.${state.split(".")[1]}` : signedState(key, text);
}

/** The value of a flow's cookie, signed. */
export function signedCookie(key, flowId, credentialId) {
  const id = encodeURIComponent(credentialId);
  return `${macOf(key, "cookie", `${flowId}.${id}`)}.${id}`;
}

/** What the value of a flow's cookie is made of. */
export function partsOf({ value }) {
  const [mac, ...credential] = value.split(".");
  return { mac, credential: decodeURIComponent(credential.join(".")) };
}
