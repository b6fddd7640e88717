// Files for actions to send on.

import type { AlloyConnectivity } from "../index.js";
import type { CallOptions, Result } from "./calls.js";

/** A file's bytes. */
export type FileContent = ArrayBuffer | ArrayBufferView | Blob;

/** A `File`, which says itself what it is called. */
export type NamedContent = Blob & {
  /** What it is called. */
  readonly name: string;
};

/** What a file is called, and what is in it. */
export interface FileDescription {
  /** @defaultValue of a `File`, its name */
  filename: string;
  /** Such as `application/pdf`. @defaultValue of a `File`, its type */
  mimeType: string;
}

/** What {@link AlloyConnectivity.uploadFile} gives. */
export interface UploadedFile {
  /** What stands for the file in an action's parameters. */
  s3Key: string;
  /** Whether the same bytes were there before, and were not sent again. */
  existing: boolean;
}

/** A file that is stored. */
export interface StoredFile {
  /** What stands for the file in an action's parameters. */
  s3Key: string;
  /** What it was called when it was uploaded. */
  filename: string;
  /** In bytes. */
  size: number;
  /** ISO 8601. */
  lastModified: string;
  [field: string]: unknown;
}

/** What {@link AlloyConnectivity} does with files. All of it is the reference's; the guide has none. */
export interface FileMethods {
  /**
   * Stores a file for the user. `POST /connectors/files/upload/request`, then `PUT` to the URL that it
   * gives, with `Content-Type` and `Content-MD5` and without anything of Alloy's. A URL that has
   * expired (403) is asked for anew, once.
   *
   * @example
   * ```ts
   * import { AlloyConnectivity } from "alloy-connectivity";
   *
   * const alloy = AlloyConnectivity.fromEnv();
   * const content = new TextEncoder().encode("What was agreed");
   * const file = { filename: "agreed.txt", mimeType: "text/plain" };
   * const { s3Key } = await alloy.uploadFile(content, file);
   * console.log(s3Key);
   * ```
   */
  uploadFile<O extends CallOptions>(
    content: FileContent,
    file: FileDescription,
    options?: O,
  ): Promise<Result<UploadedFile, O>>;
  /** Stores a `File`, which says itself what it is called and what is in it. */
  uploadFile<O extends CallOptions>(
    content: NamedContent,
    file?: Partial<FileDescription> | null,
    options?: O,
  ): Promise<Result<UploadedFile, O>>;

  /** Lists the user's files. `GET /connectors/files/list`. */
  listFiles<O extends CallOptions>(options?: O): Promise<Result<StoredFile[], O>>;

  /** Deletes a file. `DELETE /connectors/files/{s3Key}`. */
  deleteFile<O extends CallOptions>(s3Key: string, options?: O): Promise<Result<void, O>>;
}
