/** A browser, as its cookie tells it from others. */
export interface VisitorId {
  readonly id: string;
  /** It came without the cookie. */
  readonly isNew: boolean;
}

const COOKIE = /(?:^|; *)visitor=([\da-f-]{36})(?:;|$)/;

export function visitorOf(request: Request): VisitorId {
  const id = COOKIE.exec(request.headers.get("cookie") ?? "")?.[1];
  return { id: id ?? crypto.randomUUID(), isNew: id === undefined };
}

/** The answer, with the cookie for a browser that has none yet. */
export function introduced(answer: Response, { id, isNew }: VisitorId, url: URL): Response {
  if (!isNew) return answer;
  const secure = url.protocol === "https:" ? "; Secure" : "";
  const copy = new Response(answer.body, answer);
  copy.headers.append("set-cookie", `visitor=${id}; Path=/; HttpOnly; SameSite=Lax${secure}`);
  // Nobody else may be given it.
  copy.headers.set("cache-control", "no-store");
  return copy;
}
