import { md5 } from "@noble/hashes/legacy.js";

/** A digest that is fed piece by piece, as `node:crypto` has it too. */
export interface Hash {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

/** Begins an MD5. */
export const createMd5 = (): Hash => md5.create();
