import { malformed, Refusal } from "./refusal.js";

/** Reads a body as JSON, no more of it and no longer than is allowed; null for none. */
export async function readJson(
  request: Request,
  maxBytes: number,
  timeoutMs: number,
): Promise<unknown> {
  const { body, headers } = request;
  if (body === null) return null;
  const declared = headers.get("content-length");
  if (Number(declared) > maxBytes) throw tooLarge(maxBytes);
  // One that is sent in chunks may say anything of its length.
  const isKnown = declared !== null && headers.get("transfer-encoding") === null;
  const text = await within(timeoutMs, isKnown ? request.text() : readText(body, maxBytes));
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

async function readText(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (const reader = body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      reader.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
    text += decoder.decode(value, { stream: true });
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
