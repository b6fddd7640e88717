// Uploading a file: its digest, a place for it, and the bytes, unless they are there already.

import { record, required } from "./arguments.js";
import { digestOf } from "./digest.js";
import { ask, stepsOf, viewOf } from "./engine.js";
import { AlloyPermissionError } from "./errors.js";
import { fieldsOf, fileContent, id, invalid, mimeType as mime } from "./readers.js";

export async function uploadFile(content, file, options) {
  const {
    options: checked,
    bytes,
    filename,
    mimeType,
  } = record(options, () => fileOf(content, file));
  const client = viewOf(this);
  const step = stepsOf(client, checked, "uploadFile");
  // To ask for a place changes nothing, and to put the same bytes there twice neither.
  const asked = (own, gives) =>
    ask(
      client,
      "uploadFile",
      { ...own, repeatable: true, options: step({ withResponse: true }) },
      gives,
    );

  async function upload(md5, mayExpire) {
    const body = JSON.stringify({ filename, mimeType, md5 });
    let answer = await asked({ body }, placeOf);
    const { s3Key, presignedUrl: url, type, md5: wanted = md5 } = answer.data;
    const existing = type === "existing";
    if (!existing) {
      const headers = { "content-type": mimeType, "content-md5": wanted };
      try {
        answer = await asked({ url, content: bytes, headers, secrets: secretsOf(url) }, () => null);
      } catch (error) {
        // A signed URL is valid for an hour.
        if (mayExpire && error instanceof AlloyPermissionError) return upload(md5, false);
        throw error;
      }
    }
    const data = { s3Key, existing };
    return checked?.withResponse ? { ...answer, data } : data;
  }

  try {
    const { deadlineMs, series } = step();
    return await upload(
      await digestOf(bytes, deadlineMs, checked?.signal, series.deadlineMs),
      true,
    );
  } finally {
    client.free();
  }
}

function fileOf(content, file) {
  const bytes = required("content", content, fileContent);
  const given = fieldsOf(file, "file.", invalid);
  // A File of the browser's says itself what it is.
  const need = (name, own, read) => given(name, read) ?? required(`file.${name}`, own, read);
  return {
    bytes,
    filename: need("filename", content.name, id),
    mimeType: need("mimeType", content.type, mime),
  };
}

// Under the same name as its own field.
function placeOf(body) {
  const place = body?.presignedUrl?.s3Key ? body.presignedUrl : body;
  const isPlace =
    typeof place?.s3Key === "string" &&
    (place.type === "existing" || /^https?:\/\//.test(place.presignedUrl));
  return isPlace ? place : undefined;
}

// Whoever has the parts has the whole.
function secretsOf(url) {
  const { pathname, search, searchParams } = new URL(url);
  return [url, pathname + search, pathname, search, ...searchParams.values()];
}
