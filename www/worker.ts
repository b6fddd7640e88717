// The demo Worker. It holds the key, so that the page need not know it, and the page talks to it alone.
import { problem } from "./answers.js";
import type { Environment } from "./service.js";
import { introduced, visitorOf } from "./visitor-cookie.js";

export { AlloyStateStore } from "alloy-connectivity/worker";
export { Visitor } from "./visitor.js";

/** What a visitor's own object answers; the consent page is where the sandbox says that it is. */
const VISITORS = ["/alloy/", "/demo/", "/api/strategy/"];

export default {
  async fetch(request: Request, environment: Environment): Promise<Response> {
    const url = new URL(request.url);
    if (!isPlaceOfOurs(url)) return problem("This Worker does not go by that name.", 403);
    const visitor = visitorOf(request);
    const isVisitors = VISITORS.some((path) => url.pathname.startsWith(path));
    const answerer = isVisitors ? environment.VISITORS.getByName(visitor.id) : environment.ASSETS;
    return introduced(await answerer.fetch(request), visitor, url);
  },
};

/**
 * Whether it goes by a name of its own. The key works for whoever gets in here, so other sites' pages must not get in
 * by a name of theirs that they let resolve to this machine.
 */
function isPlaceOfOurs({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}
