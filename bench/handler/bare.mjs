// As little as a Worker can do that holds a key: it checks nothing. Runs inside workerd.
import { alloyHeaders, KEY } from "../request.mjs";

const BASE = "/alloy";

export const bare = (upstream) => ({
  fetch(request) {
    const { method, body } = request;
    const { pathname } = new URL(request.url);
    const path = pathname.slice(BASE.length);
    return fetch(upstream + path, { method, headers: alloyHeaders(KEY), body });
  },
});
