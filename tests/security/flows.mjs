// OAuth flows, as browsers go through them.
import { fromPage } from "./messages.mjs";
import { exchange, valuesOf } from "./wire.mjs";

/**
 * @typedef {object} Flow
 * @property {string} id
 * @property {string} url the consent page
 * @property {string} state what travels in the redirectUri
 * @property {{ name: string, value: string }} cookie
 * @property {string} callback path and query that the user comes back to
 */

/**
 * Begins a flow, and lets the user decide.
 *
 * @returns {Promise<Flow>}
 */
export async function flowOf(
  world,
  person,
  { connectorId = "notion", worker = "main", decision = "allow", returnTo = "/done", headers } = {},
) {
  const message = fromPage(
    person,
    `POST /alloy/connect/${connectorId}`,
    { ...(returnTo !== null && { returnTo }) },
    headers,
  );
  const [answer] = await exchange(world.ports[worker], message);
  if (answer.status !== 200) throw new Error(`no flow: ${answer.status} ${answer.body}`);
  const { url, flow } = JSON.parse(answer.body);
  const [name, value] = valuesOf(answer, "set-cookie")[0].split(";")[0].split(/=(.*)/s);
  const { pathname, search, searchParams } = new URL(await world.sandbox.consent(url, decision));
  return {
    ...{ id: flow, url, state: searchParams.get("alloy_state"), cookie: { name, value } },
    callback: `${pathname}${search}`,
  };
}

/**
 * The browser as it comes back from the consent page: a navigation from another site.
 *
 * @param {Flow} flow
 * @param {object} change
 * @param {string} [change.target] in place of the flow's own
 * @param {string | null} [change.state] in place of the flow's own; null for none
 * @param {string | null} [change.cookie] the whole header, in place of the flow's own; null for none
 */
export function comingBack(flow, { target = flow.callback, state, cookie, headers = {} } = {}) {
  const own = `${flow.cookie.name}=${flow.cookie.value}`;
  const changed = state === undefined ? target : withState(target, state);
  return fromPage(null, `GET ${changed}`, undefined, {
    "Sec-Fetch-Site": "cross-site",
    "Sec-Fetch-Mode": "navigate",
    Cookie: cookie === undefined ? own : cookie,
    ...headers,
  });
}

/** The same callback with another state, written as it is given. */
function withState(target, state) {
  const [path, query] = target.split("?");
  const others = query.split("&").filter((pair) => !pair.startsWith("alloy_state="));
  return `${path}?${[...others, ...(state === null ? [] : [`alloy_state=${state}`])].join("&")}`;
}
