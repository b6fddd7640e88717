import { createMiddleware } from "hono/factory";
import { invalidInput } from "../answers.js";
import { effect } from "../effects.js";
import { pathParameter, type Call, type CallEnv } from "../route.js";
import { StorageRefusal } from "./failures.js";
import type { Upload } from "./files.js";
import { md5Of, parseMd5 } from "./md5.js";

const TTL_SECONDS = 3_600;
const MAX_BYTES = 64 * 1024 * 1024;

/** Grants a caller the upload of one file, for an hour. */
export function grantUpload(call: Call): Upload {
  const { filename, mimeType, md5: given } = call.get("body");
  for (const [name, value] of Object.entries({ filename, mimeType })) {
    if (typeof value !== "string" || value === "") throw invalidInput(`${name} is required`);
  }
  const md5 = parseMd5(given);
  if (md5 === null) throw invalidInput("md5 must be an MD5 in hexadecimal digits or in base64");
  const { state } = call.get("world");
  const userId = call.get("userId");
  // The same bytes are not stored twice.
  const { s3Key } = state.files.sameAs(userId, md5) ?? { s3Key: `${userId}_${filename}` };
  const upload: Upload = {
    ...{ id: state.ids.objectId(), signature: state.ids.secret(), userId, s3Key, md5 },
    mimeType: String(mimeType),
    expiresAt: state.now() + TTL_SECONDS * 1000,
  };
  state.files.uploads.set(upload.id, upload);
  return upload;
}

/** S3's own host is elsewhere; here the files are stored on the origin that was asked. */
export function presignedUrl({ id, signature }: Upload, origin: string): string {
  const url = new URL(`/files/${id}`, origin);
  url.searchParams.set("X-Amz-Expires", String(TTL_SECONDS));
  url.searchParams.set("X-Amz-Signature", signature);
  return url.href;
}

/** Lets an upload through that has its URL, in time and without any other proof of who sends it. */
export const presigned = createMiddleware<CallEnv>(async (call, next) => {
  const { state } = call.get("world");
  const upload = state.files.uploads.get(pathParameter(call, "fileId"));
  if (!upload || upload.signature !== call.req.query("X-Amz-Signature")) {
    throw new StorageRefusal("signatureDoesNotMatch");
  }
  call.set("userId", upload.userId);
  const entry = call.get("entry");
  entry.userId = upload.userId;
  // S3 refuses the first; the others would tell it what is Alloy's alone to know.
  if (
    Object.keys(call.req.header()).some((name) =>
      /^(authorization|x-alloy-.*|x-api-version)$/.test(name),
    )
  ) {
    throw new StorageRefusal("oneMechanism");
  }
  if (state.now() >= upload.expiresAt) throw new StorageRefusal("accessDenied");
  const announced = Number(call.req.header("content-length") ?? 0);
  if (announced > MAX_BYTES) throw new StorageRefusal("tooLarge");
  const bytes = (await call.req.arrayBuffer()).byteLength;
  if (bytes > MAX_BYTES) throw new StorageRefusal("tooLarge");
  entry.body = { bytes };
  await next();
});

/** Stores what was sent, if it is what was announced. */
export async function receiveUpload(call: Call): Promise<Response> {
  const { state } = call.get("world");
  const upload = state.files.uploads.get(pathParameter(call, "fileId"));
  // Both are part of what S3 signs.
  if (!upload || call.req.header("content-type") !== upload.mimeType) {
    throw new StorageRefusal("signatureDoesNotMatch");
  }
  const claimed = call.req.header("content-md5");
  if (claimed === undefined || parseMd5(claimed) !== claimed) {
    throw new StorageRefusal("invalidDigest");
  }
  const bytes = new Uint8Array(await call.req.arrayBuffer());
  const { userId, s3Key, md5 } = upload;
  if (claimed !== md5 || md5Of(bytes) !== md5) throw new StorageRefusal("badDigest");
  const size = bytes.length;
  state.files.save({ s3Key, userId, md5, size, lastModified: state.stamp() });
  effect(call, "file.uploaded", s3Key);
  return call.body(null, 200);
}
