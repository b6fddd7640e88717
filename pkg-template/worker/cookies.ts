// The cookies that tie a flow to the browser that began it: one for each, so that two tabs do not meet.

// On http, which is loopback, there are no secure cookies.
const prefixAt = (origin: string) => (origin.startsWith("https:") ? "__Host-alloy-" : "alloy-");

/** The header that sets a flow's cookie; with no value, the one that drops it. */
export function flowCookie(origin: string, flow: string, value = "", seconds = 0): string {
  const secure = origin.startsWith("https:") ? "; Secure" : "";
  const attributes = `; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure}`;
  return `${prefixAt(origin)}${flow}=${value}${attributes}`;
}

/** The flows that a browser has under way, the oldest first, with the values of their cookies. */
export function flowsOf(origin: string, request: Request): Map<string, string> {
  const prefix = prefixAt(origin);
  // Browsers send cookies in the order in which they were made.
  const pairs = (request.headers.get("cookie") ?? "").split(/; */);
  const own = pairs.filter((pair) => pair.startsWith(prefix));
  return new Map(own.map((pair) => pair.slice(prefix.length).split(/=(.*)/) as [string, string]));
}
