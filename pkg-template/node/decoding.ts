import type * as Zlib from "node:zlib";

type Decoder = (zlib: typeof Zlib, bytes: Uint8Array, done: Zlib.CompressCallback) => void;

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ["gzip", (zlib, bytes, done) => zlib.gunzip(bytes, done)],
  ["x-gzip", (zlib, bytes, done) => zlib.gunzip(bytes, done)],
  ["br", (zlib, bytes, done) => zlib.brotliDecompress(bytes, done)],
  // Some servers leave out zlib's header, which the name demands: its first byte ends in an 8.
  [
    "deflate",
    (zlib, bytes, done) =>
      (bytes[0]! & 0xf) === 8 ? zlib.inflate(bytes, done) : zlib.inflateRaw(bytes, done),
  ],
]);

/** What a body was coded by, in that order; nothing where a coding is unknown: it stays as it came. */
export function codingsOf(contentEncoding: string | undefined): string[] {
  if (contentEncoding === undefined) return [];
  const codings = contentEncoding
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim());
  return codings.every((coding) => DECODERS.has(coding)) ? codings : [];
}

/** Rejects where the bytes are not what they are said to be. */
export async function decode(bytes: Uint8Array, codings: readonly string[]): Promise<Uint8Array> {
  const zlib = await import("node:zlib");
  let decoded = bytes;
  for (const coding of [...codings].reverse()) {
    decoded = await new Promise((resolve, reject) =>
      DECODERS.get(coding)!(zlib, decoded, (error, result) =>
        error === null ? resolve(result) : reject(error),
      ),
    );
  }
  return decoded;
}
