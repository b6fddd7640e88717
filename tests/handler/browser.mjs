// A user's browser, as far as an OAuth flow needs one: it has a jar of cookies, and goes where it is sent.
import { BASE, ORIGIN, read } from "./app.mjs";

export class Browser {
  /** Name → `{ value, attributes }`, in the order in which they were made. */
  cookies = new Map();
  #app;
  #user;
  #origin;

  constructor(app, { user = app.userId, origin = ORIGIN } = {}) {
    [this.#app, this.#user, this.#origin] = [app, user, origin];
  }

  /** Sends a request with its cookies, and keeps those that come back. */
  async send(method, url, { headers, body } = {}) {
    const cookie = [...this.cookies].map(([name, { value }]) => `${name}=${value}`).join("; ");
    const request = new Request(url, {
      method,
      redirect: "manual",
      headers: { ...(cookie && { cookie }), ...headers },
      body,
    });
    const response = await this.#app.handler(request);
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  /** Begins a flow from a page: gives `{ url, flow }`, or the refusal. */
  async begin(connectorId, body = {}) {
    const response = await this.send("POST", `${this.#base}/connect/${connectorId}`, {
      headers: {
        "content-type": "application/json",
        "x-session": this.#user,
        origin: this.#origin,
      },
      body: JSON.stringify(body),
    });
    return read(response);
  }

  /** Follows a link that begins one: gives where it leads to. */
  async follow(connectorId, query = "") {
    const response = await this.send("GET", `${this.#base}/connect/${connectorId}${query}`, {
      headers: { "sec-fetch-site": "same-origin", "x-session": this.#user },
    });
    return { status: response.status, location: response.headers.get("location") };
  }

  /** Comes back from the provider, and gives what the app's page then reads. Nobody is signed in there. */
  async comeBack(url) {
    const response = await this.send("GET", url, { headers: { "sec-fetch-site": "cross-site" } });
    const location = response.headers.get("location");
    const outcome = location && Object.fromEntries(new URL(location).searchParams);
    return { ...(await read(response)), location, outcome };
  }

  /** The whole flow. What the user decides is `allow`, `deny` or `renew`. */
  async connect(connectorId, { decision, ...body } = {}) {
    const { body: begun } = await this.begin(connectorId, body);
    return this.comeBack(await this.#app.sandbox.consent(begun.url, decision));
  }

  get #base() {
    return BASE.replace(ORIGIN, this.#origin);
  }

  #keep(line) {
    const [pair, ...attributes] = line.split(/; */);
    const at = pair.indexOf("=");
    const name = pair.slice(0, at);
    if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) this.cookies.delete(name);
    else this.cookies.set(name, { value: pair.slice(at + 1), attributes });
  }
}
