// The cookies that tie a flow to the browser that began it: one for each, so that two tabs do not meet.

/** As many flows as one browser may have under way. */
const MOST = 8;

export class FlowCookies {
  readonly #prefix: string;
  readonly #attributes: string;

  /** @param origin - the one that browsers see: on http, which is loopback, there are no secure cookies */
  constructor(origin: string) {
    const secure = origin.startsWith("https:");
    this.#prefix = secure ? "__Host-alloy-" : "alloy-";
    this.#attributes = `; Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  }

  /** What was set for a flow. */
  read(request: Request, flow: string): string | undefined {
    return this.#own(request).find(([name]) => name === this.#prefix + flow)?.[1];
  }

  /** Headers that set a flow's cookie, and drop the oldest of too many. */
  set(request: Request, flow: string, value: string, seconds: number): [string, string][] {
    // Browsers send them in the order in which they were made.
    const tooMany = this.#own(request).slice(0, 1 - MOST);
    return [
      this.#header(flow, value, seconds),
      ...tooMany.map(([name]) => this.clear(name.slice(this.#prefix.length))),
    ];
  }

  /** The header that drops a flow's cookie. */
  clear(flow: string): [string, string] {
    return this.#header(flow, "", 0);
  }

  #header(flow: string, value: string, seconds: number): [string, string] {
    const cookie = `${this.#prefix}${flow}=${value}; Max-Age=${seconds}${this.#attributes}`;
    return ["set-cookie", cookie];
  }

  #own(request: Request): [string, string][] {
    return (request.headers.get("cookie") ?? "")
      .split(/; */)
      .map((pair): [string, string] => {
        const at = pair.indexOf("=");
        return [pair.slice(0, at), pair.slice(at + 1)];
      })
      .filter(([name]) => name.startsWith(this.#prefix));
  }
}
