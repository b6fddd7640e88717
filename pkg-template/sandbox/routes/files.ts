import { notFound } from "../answers.js";
import { effect } from "../effects.js";
import { grantUpload, presignedUrl, receiveUpload } from "../files/upload.js";
import { pathParameter, type Route } from "../route.js";

/** A user's files, and the place of the file store that takes their bytes. */
export const fileRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/connectors/files/upload/request",
    dialect: "shared",
    answer(call) {
      const upload = grantUpload(call);
      const { files } = call.get("world").state;
      return call.json({
        presignedUrl: {
          md5: upload.md5,
          presignedUrl: presignedUrl(upload, new URL(call.req.url).origin),
          type: files.sameAs(upload.userId, upload.md5) ? "existing" : "new",
          s3Key: upload.s3Key,
        },
      });
    },
  },
  {
    method: "GET",
    path: "/connectors/files/list",
    dialect: "shared",
    answer(call) {
      const userId = call.get("userId");
      const stored = call.get("world").state.files.listOf(userId);
      const files = stored.map(({ s3Key, size, lastModified }) => ({
        ...{ s3Key, filename: s3Key.slice(userId.length + 1), size, lastModified },
      }));
      return call.json({ files });
    },
  },
  {
    method: "DELETE",
    path: "/connectors/files/{s3Key}",
    dialect: "shared",
    answer(call) {
      const { files } = call.get("world").state;
      const file = files.get(pathParameter(call, "s3Key"));
      if (file?.userId !== call.get("userId")) throw notFound("File not found");
      files.delete(file);
      effect(call, "file.deleted", file.s3Key);
      return call.json({ success: true, message: "File deleted" });
    },
  },
  {
    method: "PUT",
    path: "/files/{fileId}",
    dialect: "shared",
    caller: "uploader",
    answer: receiveUpload,
  },
];
