import { headerOf, requestId } from "./headers.js";

/** Tells the caller's observer of an event. What it does wrong is its own affair. */
export function tell(
  observe,
  type,
  call,
  operation,
  method,
  route,
  attempt,
  { connectorId, actionId },
  ms,
  status,
  word,
  headers,
  secrets,
) {
  const event = { type, call, operation, method, route, attempt };
  const add = (details) => {
    for (const key in details) if (details[key]) event[key] = details[key];
  };
  add({ connectorId, actionId, status });
  if (type === "request") add({ traceparent: headers?.traceparent });
  else if (type === "wait") add({ reason: word });
  else if (type === "fallback") add({ to: word });
  else if (type === "ambiguity") add({ parameter: word });
  if (type === "response") {
    add({ code: word });
    try {
      add({ requestId: requestId((name) => headerOf(headers, name, secrets)) });
    } catch {
      // A stand-in's headers may throw, or be none.
    }
  }
  if (ms >= 0) event.ms = ms;
  try {
    observe(event)?.then?.(undefined, () => {});
  } catch {}
}
