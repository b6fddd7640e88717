import { requestId } from "./headers.js";

/** What `withResponse` gives: the result, and the answer it was read from. */
export function envelope(data, status, headers, attempts, raw) {
  const envelope = { data, status, headers, attempts, raw };
  const ids = { requestId: requestId((name) => headers[name]), executionId: raw?.executionId };
  for (const name in ids) if (ids[name]) envelope[name] = ids[name];
  return envelope;
}
