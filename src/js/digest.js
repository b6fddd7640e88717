// The MD5 by which Alloy's storage knows a file. WebCrypto has none, and the bytes, which may be many,
// stay out of the module's memory.

import { md5 } from "@noble/hashes/legacy.js";
import { ANSWERED, FAILED, MAX_TIMER_MS, begin } from "../transport/attempt.js";

const CHUNK = 1 << 20;

/** Ends with `ANSWERED` and the digest in base64, or with `FAILED` where the content cannot be read. */
export async function digest(settle, ticket, content, signal) {
  const race = begin(settle, ticket, MAX_TIMER_MS, signal, null);
  try {
    const hash = md5.create();
    const size = content.size ?? content.length;
    for (let at = 0; at < size && !race.ended; at += CHUNK) {
      hash.update(
        content.subarray?.(at, at + CHUNK) ??
          new Uint8Array(await content.slice(at, at + CHUNK).arrayBuffer()),
      );
    }
    race.end(ANSWERED, 0, undefined, btoa(String.fromCharCode(...hash.digest())));
  } catch (cause) {
    race.end(FAILED, 0, undefined, [cause]);
  }
}
