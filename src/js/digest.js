// The MD5 by which Alloy's storage knows a file: the host's, as WebCrypto has none but in workerd. The
// bytes, which may be many, stay out of the module's memory.

import { ANSWERED, FAILED, MAX_TIMER_MS, begin } from "../transport/attempt.js";

const CHUNK = 1 << 20;

/** Where another one comes from: a loader sets it for hosts that have none. */
export class Digest {
  static create = () => globalThis.process?.getBuiltinModule?.("node:crypto")?.createHash("md5");
}

/** Ends with `ANSWERED` and the digest in base64, or with `FAILED` where the content cannot be read. */
export async function digest(settle, ticket, content, signal) {
  const race = begin(settle, ticket, MAX_TIMER_MS, signal, null);
  try {
    const md5 = await digestOf(content, Digest.create(), race);
    race.end(ANSWERED, 0, undefined, btoa(String.fromCharCode(...new Uint8Array(md5))));
  } catch (cause) {
    race.end(FAILED, 0, undefined, [cause]);
  }
}

async function digestOf(content, hash, race) {
  if (!hash) return crypto.subtle.digest("MD5", await bytesOf(content));
  for (let at = 0; at < (content.size ?? content.length) && !race.ended; at += CHUNK) {
    hash.update(await bytesOf((content.subarray ?? content.slice).call(content, at, at + CHUNK)));
  }
  return hash.digest();
}

const bytesOf = async (content) =>
  content.arrayBuffer ? new Uint8Array(await content.arrayBuffer()) : content;
