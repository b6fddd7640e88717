// A browser as far as the Worker can tell one: it keeps its cookies, and reads streams of events.
import { AlloyConnectivity } from "../../pkg/node.js";
import { messagesOf } from "../page/messages.mjs";

/** @param {string} url where the Worker is served */
export function openBrowser(url) {
  const cookies = new Map();

  async function ask(route, { headers, ...init } = {}) {
    const [method, path] = route.split(" ");
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const answer = await fetch(new URL(path, url), {
      method,
      redirect: "manual",
      ...init,
      headers: { ...headers, ...(cookie && { cookie }) },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
      cookies.set(name, value);
    }
    return answer;
  }

  /** Sends JSON and gives the answer's. */
  async function call(route, body) {
    const isThere = body !== undefined;
    const answer = await ask(route, {
      ...(isThere && {
        body: JSON.stringify(body),
        headers: { "content-type": "application/json" },
      }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
  }

  /** Connects a service, and says "allow" on the consent page. */
  async function connect(connectorId) {
    const { body } = await call(`POST /alloy/connect/${connectorId}`, { returnTo: "/" });
    const { pathname, search } = new URL(body.url);
    const page = `${pathname}${search}`;
    const asked = await ask(`GET ${page}`);
    if (!asked.ok) throw new Error(`the consent page answered ${asked.status}`);
    const decided = await ask(`POST ${page}`, { body: new URLSearchParams({ decision: "allow" }) });
    const callback = new URL(decided.headers.get("location"));
    const ended = await ask(`GET ${callback.pathname}${callback.search}`);
    return new URL(ended.headers.get("location")).searchParams.get("alloy_connection");
  }

  /** The events that come in, one after another. */
  async function* events(signal) {
    const answer = await ask("GET /demo/events", { signal });
    for await (const { data } of messagesOf(answer)) yield data;
  }

  /** The client as the page has it. */
  const alloy = new AlloyConnectivity({
    baseUrl: new URL("/alloy", url),
    fetch: (address, init) => ask(`${init.method} ${address}`, init),
  });

  return { ask, call, connect, events, alloy };
}
