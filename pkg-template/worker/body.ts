import { Refusal } from "./refusal.js";

/** Reads a body as JSON, no more of it and no longer than is allowed; null for none. */
export async function readJson(
  request: Request,
  maxBytes: number,
  timeoutMs: number,
): Promise<unknown> {
  if (request.body === null) return null;
  // No host lets a body be longer than it says.
  const declared = request.headers.get("content-length");
  if (Number(declared) > maxBytes) throw tooLarge(maxBytes);
  const text = await within(
    timeoutMs,
    declared === null ? readBounded(request.body, maxBytes) : request.text(),
  );
  if (text === "") return null;
  if (!/^application\/json *(;|$)/i.test(request.headers.get("content-type") ?? "")) {
    throw malformed("The body must be application/json");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw malformed("The body is no JSON");
  }
}

async function readBounded(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<string> {
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
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const refusal = new Refusal(408, "BODY_TOO_SLOW", `The body did not come within ${ms} ms`);
    timer = setTimeout(() => reject(refusal), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const malformed = (message: string) => new Refusal(400, "REQUEST_MALFORMED", message);

const tooLarge = (maxBytes: number) =>
  new Refusal(413, "BODY_TOO_LARGE", `The body must have at most ${maxBytes} bytes`);
