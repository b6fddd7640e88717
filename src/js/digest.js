// The MD5 by which Alloy's storage knows a file: the host's, as WebCrypto has none but in workerd. The
// bytes, which may be many, stay out of the module's memory.

import { invalid } from "./readers.js";

const CHUNK = 1 << 20;

/** Where another one comes from: a loader sets it for hosts that have none. */
export class Digest {
  static create = () => globalThis.process?.getBuiltinModule?.("node:crypto")?.createHash("md5");
}

/** The digest of a Blob or of an array of bytes, in base64. An abort is the next call's to tell. */
export async function digestOf(content, signal) {
  let md5;
  try {
    md5 = await md5Of(content, Digest.create(), signal);
  } catch (cause) {
    invalid("content", "could not be read", cause);
  }
  return btoa(String.fromCharCode(...new Uint8Array(md5)));
}

async function md5Of(content, hash, signal) {
  if (!hash) return crypto.subtle.digest("MD5", await bytesOf(content));
  for (let at = 0; at < (content.size ?? content.length) && !signal?.aborted; at += CHUNK) {
    hash.update(await bytesOf((content.subarray ?? content.slice).call(content, at, at + CHUNK)));
  }
  return hash.digest();
}

const bytesOf = async (content) =>
  content.arrayBuffer ? new Uint8Array(await content.arrayBuffer()) : content;
