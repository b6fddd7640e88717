import type { Route } from "../route.js";

/** What faults can be set for: the routes by template, each of them with its method, and `"*"`. */
export class KnownRoutes {
  readonly #routes: readonly string[];
  readonly #names: ReadonlySet<string>;

  constructor(routes: readonly Pick<Route, "method" | "path">[]) {
    this.#routes = routes.map(({ method, path }) => `${method} ${path}`);
    this.#names = new Set(["*", ...this.#routes, ...routes.map(({ path }) => path)]);
  }

  /**
   * The name in its one form.
   * @throws TypeError for any other, which would never be struck; it names those that are close by
   */
  name(route: unknown): string {
    if (typeof route !== "string") throw new TypeError("route must be a string");
    const name = route.replace(/^[a-z]+(?= )/i, (method) => method.toUpperCase());
    if (this.#names.has(name)) return name;
    throw new TypeError(
      `route: ${JSON.stringify(route)} is no route of this sandbox. ` +
        `Close by: ${this.#closest(name).join(", ")}. "*" is all of them`,
    );
  }

  #closest(name: string): string[] {
    const near = this.#routes.map((route) => ({ route, likeness: likeness(route, name) }));
    near.sort((one, other) => other.likeness - one.likeness);
    return near.slice(0, 3).map(({ route }) => route);
  }
}

/** How many of a route's segments are in a name, less those that either has over. */
function likeness(route: string, name: string): number {
  const expected = segments(route);
  const given = segments(name);
  const same = expected.filter((segment, index) =>
    segment.startsWith("{") ? Boolean(given[index]) : segment === given[index],
  );
  return same.length - Math.abs(expected.length - given.length);
}

function segments(name: string): string[] {
  return name.slice(name.indexOf("/") + 1).split("/");
}
