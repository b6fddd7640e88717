// For hosts without an MD5 of their own, browsers and edge runtimes, whose WebCrypto has none: Alloy's
// storage wants it of uploads.
import { Digest } from "./core/alloy.js";
import { createMd5 } from "./digest/md5.js";

Digest.create = createMd5;
