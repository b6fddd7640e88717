// What a browser does for one person: it keeps the app's cookies, and says which page a request is of.
import assert from "node:assert/strict";

/**
 * @typedef {object} Site
 * @property {string} origin what browsers see
 * @property {string} url where the example listens: behind a proxy that is another origin, which only
 *   the proxy sees
 */

export class Visitor {
  /** @param {Site} site */
  constructor(site, cookies = {}) {
    this.site = site;
    this.cookies = new Map(Object.entries(cookies));
    /** Everything that was answered: status, headers and body. */
    this.answers = [];
  }

  /** Another window of another browser, with the same cookies. */
  copy() {
    const copy = new Visitor(this.site, Object.fromEntries(this.cookies));
    copy.answers = this.answers;
    return copy;
  }

  /** As a script in one of the app's pages asks. It is a `fetch` for a client to be made with. */
  ask = (address, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set("sec-fetch-site", "same-origin");
    if ((init.method ?? "GET") !== "GET") headers.set("origin", this.site.origin);
    return this.#send(address, { ...init, headers });
  };

  /** Goes where another site sends the visitor. */
  arrive(address) {
    return this.#send(address, {
      headers: { "sec-fetch-site": "cross-site", accept: "text/html" },
    });
  }

  async #send(address, init) {
    const { origin, pathname, search } = new URL(address, this.site.origin);
    assert.equal(origin, this.site.origin, "a browser's cookies are for the app's origin");
    const headers = new Headers(init.headers);
    const cookies = [...this.cookies].map((pair) => pair.join("="));
    if (cookies.length > 0) headers.set("cookie", cookies.join("; "));
    const answer = await fetch(this.site.url + pathname + search, {
      ...{ ...init, headers },
      redirect: "manual",
    });
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
    const body = await answer.clone().text();
    this.answers.push([answer.status, ...[...answer.headers].flat(), body].join("\n"));
    return answer;
  }

  #keep(cookie) {
    const [, name, value, attributes] = /^([^=]+)=([^;]*)(.*)$/.exec(cookie);
    const secure = this.site.origin.startsWith("https:");
    assert.equal(/; *Secure/i.test(attributes), secure, "Secure");
    assert.equal(name.startsWith("__Host-"), secure, name);
    if (/; *Max-Age=0(;|$)/i.test(attributes)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
