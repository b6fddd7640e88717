/** A file that a user has stored; its key is the user's id, `_` and its name. Nobody reads it again through Alloy, so that its bytes are not kept. */
export interface StoredFile {
  readonly s3Key: string;
  readonly userId: string;
  readonly size: number;
  /** In base64. */
  readonly md5: string;
  readonly lastModified: string;
}

/** What a presigned URL is good for. */
export interface Upload {
  readonly id: string;
  /** Without it the URL is nobody's. */
  readonly signature: string;
  readonly userId: string;
  readonly s3Key: string;
  readonly mimeType: string;
  readonly md5: string;
  readonly expiresAt: number;
}

/** The files there are, and those that may yet come. */
export class Files {
  readonly uploads = new Map<string, Upload>();
  readonly #byKey = new Map<string, StoredFile>();

  get(s3Key: string): StoredFile | undefined {
    return this.#byKey.get(s3Key);
  }

  listOf(userId: string): StoredFile[] {
    return [...this.#byKey.values()].filter((file) => file.userId === userId);
  }

  /** The user's file of these bytes. */
  sameAs(userId: string, md5: string): StoredFile | undefined {
    return this.listOf(userId).find((file) => file.md5 === md5);
  }

  save(file: StoredFile): void {
    this.#byKey.set(file.s3Key, file);
  }

  delete({ s3Key }: StoredFile): void {
    this.#byKey.delete(s3Key);
  }

  /** Lets no more uploads in for a user. */
  forbid(userId: string): void {
    for (const upload of this.uploads.values()) {
      if (upload.userId === userId) this.uploads.delete(upload.id);
    }
  }
}
