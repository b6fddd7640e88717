import { malformed, Refusal } from "./refusal.js";

/** Reads a body as JSON, no more of it and no longer than is allowed; null for none. */
export async function readJson(
  { body, headers }: Request,
  maxBytes: number,
  timeoutMs: number,
): Promise<unknown> {
  if (body === null) return null;
  const declared = Number(headers.get("content-length") ?? Infinity);
  if (declared < Infinity && declared > maxBytes) throw tooLarge(maxBytes);
  const text = await within(timeoutMs, readText(body, declared, maxBytes));
  if (text === "") return null;
  if (!/^application\/json *(;|$)/i.test(headers.get("content-type") ?? "")) {
    throw malformed("The body must be application/json");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("The body is no JSON");
  }
}

// However long it says that it is: one that is sent in chunks may say anything.
async function readText(
  body: ReadableStream<Uint8Array>,
  declared: number,
  maxBytes: number,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (const reader = body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (value) text += decoder.decode(value, { stream: true });
    bytes += value?.byteLength ?? 0;
    // Another read, to be told that there is no more, would be a crossing for nothing.
    if (done || bytes === declared) return text + decoder.decode();
    if (bytes > maxBytes) {
      reader.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
  }
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Refusal(408, "BODY_TOO_SLOW", `The body did not come within ${ms} ms`));
    }, ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const tooLarge = (maxBytes: number) =>
  new Refusal(413, "BODY_TOO_LARGE", `The body must have at most ${maxBytes} bytes`);
