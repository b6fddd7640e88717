import type { IncomingMessage } from "node:http";
import { IncomingBody } from "./body.js";
import type { Connector } from "./connections.js";
import type { OutgoingRequest } from "./request.js";
import { IncomingResponse } from "./response.js";

/** Sends a request. Resolves when the headers of its answer are there. */
export function exchange(connector: Connector, outgoing: OutgoingRequest): Promise<Response> {
  const { url, method, headers, body, refusesRedirects, signal } = outgoing;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(reasonOf(signal));
    const request = connector.request({
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[(.*)\]$/, "$1"),
      port: url.port,
      path: url.pathname + url.search,
      method,
      headers,
      agent: connector.agent,
    });
    let answer: IncomingBody | undefined;

    const release = () => {
      signal?.removeEventListener("abort", onAbort);
      connector.underWay.delete(end);
    };
    const end = (reason: unknown) => {
      release();
      reject(reason);
      if (answer === undefined) request.destroy();
      else answer.fail(reason);
    };
    const onAbort = () => end(reasonOf(signal!));

    // For as long as the request is there: an 'error' that nobody listens to would end the process.
    request.on("error", (cause) =>
      end(new TypeError(answer === undefined ? "fetch failed" : "terminated", { cause })),
    );
    // An answer that is none, such as a 101, ends like this and with no error.
    request.on("close", () => {
      if (answer === undefined) end(failed("The connection closed without an answer"));
    });
    request.on("response", (message: IncomingMessage) => {
      if (refusesRedirects && isRedirect(message)) return end(failed("Unexpected redirect"));
      answer = new IncomingBody(message, release);
      resolve(new IncomingResponse(message, answer, outgoing));
    });
    signal?.addEventListener("abort", onAbort);
    connector.underWay.add(end);
    request.end(body);
  });
}

const failed = (words: string) => new TypeError("fetch failed", { cause: new Error(words) });

const isRedirect = ({ statusCode }: IncomingMessage) =>
  [301, 302, 303, 307, 308].includes(statusCode!);

// A stand-in for a signal may know no reason.
const reasonOf = ({ reason }: AbortSignal): unknown =>
  reason === undefined ? new DOMException("This operation was aborted", "AbortError") : reason;
