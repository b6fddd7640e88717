import * as sdk from "alloy-connectivity";
import { run } from "./run.mjs";

/* global WORLD -- put in by the bundler: at module scope a Worker has no bindings */

// At module scope, where timers, random values and AbortController are forbidden.
const atModuleScope = new sdk.AlloyConnectivity({
  apiKey: "key-of-the-worker",
  userId: "user-1",
  connectionId: "connection-1",
  baseUrl: `${WORLD.faults}/together/2`,
});

const ROUTES = {
  "/conform": () => run(sdk, WORLD),
  "/together": () => atModuleScope.executeAction("notion", "post-search", {}),
};

export default {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    return Response.json(await ROUTES[pathname]());
  },
};
