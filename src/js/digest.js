// The MD5 by which Alloy's storage knows a file: the host's, as WebCrypto has none but in workerd. The
// bytes, which may be many, stay out of the module's memory.

import { ABORTED, ANSWERED, FAILED, MAX_TIMER_MS, begin } from "../transport/attempt.js";
import { createError } from "./errors.js";
import { invalid } from "./readers.js";

const CHUNK = 1 << 20;

/** Where another one comes from: a loader sets it for hosts that have none. */
export class Digest {
  static create = () => globalThis.process?.getBuiltinModule?.("node:crypto")?.createHash("md5");
}

/**
 * The digest of a Blob or of an array of bytes, in base64. A Blob may take its time, or for ever: `ms` are
 * left of the call's `deadlineMs`.
 */
export function digestOf(content, ms = MAX_TIMER_MS, signal, deadlineMs) {
  return new Promise((resolve, reject) => {
    const race = begin(0, ms, signal, null, settle);
    md5Of(content, Digest.create(), race).then(
      (md5) => race.end(ANSWERED, 0, undefined, new Uint8Array(md5)),
      (cause) => race.end(FAILED, 0, undefined, [cause]),
    );

    function settle(ticket, how, status, headers, value) {
      if (how === ANSWERED) return resolve(btoa(String.fromCharCode(...value)));
      try {
        if (how === FAILED) invalid("content", "could not be read", value[0]);
        const late = `The result did not come within ${deadlineMs} ms`;
        throw how === ABORTED
          ? createError("AlloyAbortError", "ABORTED", "The call was aborted", {}, value[0])
          : createError("AlloyTimeoutError", "TIMED_OUT", late, {});
      } catch (error) {
        reject(error);
      }
    }
  });
}

async function md5Of(content, hash, race) {
  if (!hash) return crypto.subtle.digest("MD5", await bytesOf(content.slice()));
  for (let at = 0; at < (content.size ?? content.length) && !race.ended; at += CHUNK) {
    hash.update(await bytesOf((content.subarray ?? content.slice).call(content, at, at + CHUNK)));
  }
  return hash.digest();
}

const bytesOf = async (content) =>
  content.arrayBuffer ? new Uint8Array(await content.arrayBuffer()) : content;
