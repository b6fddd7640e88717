// An app on Workers, as an integrator would write it: the handler mounted, and a page.
/* global OTHER_ORIGIN -- the bundler puts it in */
import { AlloyConnectivity } from "alloy-connectivity";
import { createAlloyHandler } from "alloy-connectivity/worker";
export { AlloyStateStore } from "alloy-connectivity/worker";

const alloy = createAlloyHandler({
  client: (env) =>
    new AlloyConnectivity({ apiKey: env.ALLOY_API_KEY, baseUrl: env.ALLOY_BASE_URL }),
  authenticate,
  stateKeys: (env) => [env.STATE_KEY],
  connectors: ["notion", "slack"],
  store: (env) => env.STATES,
  origins: [OTHER_ORIGIN],
  returnTo: [OTHER_ORIGIN],
  onError: (error) => console.error(error),
});

export default {
  async fetch(request, env, context) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname.startsWith("/alloy/")) return alloy(request, env, context);
    if (pathname === "/page.js") return answer("text/javascript", env.PAGE_SCRIPT);
    const coop = searchParams.has("coop") && { "cross-origin-opener-policy": "same-origin" };
    return answer("text/html; charset=utf-8", env.PAGE, coop);
  },
};

/** Who it is, by a cookie that stands for a session, or by a token. */
function authenticate({ headers }, { USERS }) {
  const [, name] =
    /(?:^|; )session=(\w+)/.exec(headers.get("cookie") ?? "") ??
    /^Bearer (\w+)$/.exec(headers.get("authorization") ?? "") ??
    [];
  return Object.hasOwn(USERS, name ?? "") ? { userId: USERS[name] } : null;
}

function answer(type, text, headers) {
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
  return new Response(text, {
    headers: { "content-type": type, "content-security-policy": policy, ...headers },
  });
}
