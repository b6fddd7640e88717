import type { Call } from "../route.js";
import { cutShort, slowly } from "./bodies.js";
import { connectionReset } from "./failures.js";
import type { Fault } from "./fault.js";

/**
 * What the caller gets for an answer: another one, or a promise that rejects or never settles, as a `fetch` would
 * see it. `serve` makes the same of it on a socket.
 */
export async function strike(fault: Fault, call: Call): Promise<Response> {
  switch (fault.kind) {
    case "reset":
      throw connectionReset();
    case "hang":
      return hang(call.req.raw);
    case "truncate":
      return resend(call.res, cutShort);
    case "slow":
      return resend(call.res, (bytes) => slowly(bytes, fault.ms, call.req.raw));
    case "status":
      return new Response(fault.body, fault);
  }
}

// A pending promise holds nothing, and a request that nobody holds stops following its caller's signal.
const hanging = new Set<Request>();

function hang(request: Request): Promise<never> {
  const signal = request.signal as AbortSignal | undefined;
  if (signal && !signal.aborted) {
    hanging.add(request);
    signal.addEventListener("abort", () => hanging.delete(request), { once: true });
  }
  return new Promise(() => {});
}

/** The same answer, which promises all its bytes, with a body that keeps the promise or does not. */
async function resend(
  answer: Response,
  body: (bytes: Uint8Array) => ReadableStream<Uint8Array>,
): Promise<Response> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const headers = new Headers(answer.headers);
  headers.set("content-length", String(bytes.length));
  return new Response(body(bytes), { status: answer.status, headers });
}
