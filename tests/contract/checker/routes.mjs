// Which operation a request is for.
import { TrieRouter } from "hono/router/trie-router";

/**
 * @template Operation
 * @param {{ method: string, path: string, operation: Operation }[]} routes  templates as OpenAPI has them
 * @returns {(method: string, path: string) => { operation: Operation, parameters: Record<string, string> } | null}
 * parameters as they stand in the path
 */
export function routesOf(routes) {
  const router = new TrieRouter();
  // The router gives what was added first; what is spelt out goes before what is left open.
  const openness = ({ path }) => path.split("{").length;
  for (const route of routes.toSorted((one, other) => openness(one) - openness(other))) {
    router.add(route.method, route.path.replace(/\{(\w+)\}/g, ":$1"), route.operation);
  }
  return (method, path) => {
    const [[found]] = router.match(method, path);
    return found ? { operation: found[0], parameters: found[1] } : null;
  };
}
