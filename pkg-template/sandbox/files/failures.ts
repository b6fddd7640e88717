import type { ContentfulStatusCode } from "hono/utils/http-status";

const FAILURES = {
  accessDenied: [403, "AccessDenied", "Request has expired"],
  signatureDoesNotMatch: [
    403,
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided.",
  ],
  oneMechanism: [
    400,
    "InvalidArgument",
    "Only one auth mechanism allowed: a presigned URL takes no Authorization and no header of Alloy's.",
  ],
  invalidDigest: [400, "InvalidDigest", "The Content-MD5 you specified is not valid."],
  badDigest: [400, "BadDigest", "The Content-MD5 you specified did not match what we received."],
  tooLarge: [400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size."],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string, string]>;

/** An answer other than success of the file store, which is S3 and not Alloy: its errors are XML. */
export class StorageRefusal extends Error {
  override readonly name = "StorageRefusal";
  readonly status: ContentfulStatusCode;
  readonly body: string;

  constructor(failure: keyof typeof FAILURES) {
    const [status, code, message] = FAILURES[failure];
    super(message);
    this.status = status;
    this.body =
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
      `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  }
}
