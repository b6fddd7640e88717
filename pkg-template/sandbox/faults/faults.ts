import { Ids } from "../ids.js";
import { isObject } from "../json.js";
import type { Route } from "../route.js";
import { milliseconds } from "../settings.js";
import type { SandboxFault, SandboxFaults, SandboxRandomFaults } from "../types.js";
import { onlyMembers, retryAfterText } from "./arguments.js";
import { Dice } from "./dice.js";
import { readFault, type Fault } from "./fault.js";
import { KnownRoutes } from "./known-routes.js";

/** Which request meets which fault. */
export class Faults implements SandboxFaults {
  readonly #routes: KnownRoutes;
  readonly #seed: string;
  readonly #scripts = new Map<string, Fault[]>();
  readonly #dice = new Map<string, Dice>();

  constructor(routes: readonly Pick<Route, "method" | "path">[], seed: string) {
    this.#routes = new KnownRoutes(routes);
    this.#seed = seed;
  }

  next(route: string, ...faults: readonly SandboxFault[]): void {
    const name = this.#routes.name(route);
    const added = faults.map((fault, index) => readFault(`faults[${index}]`, fault));
    this.#scripts.set(name, [...(this.#scripts.get(name) ?? []), ...added]);
  }

  random(options: SandboxRandomFaults): void {
    if (!isObject(options)) throw new TypeError("options must be an object");
    onlyMembers("options", options, ["seed", "rates", "route", "retryAfter", "slowMs"]);
    const { seed = this.#seed, rates, route = "*", retryAfter, slowMs } = options;
    if (typeof seed !== "string" && typeof seed !== "number") {
      throw new TypeError("seed must be a number or a string");
    }
    const wait =
      retryAfter === undefined ? {} : { retryAfter: retryAfterText("retryAfter", retryAfter) };
    const slow = slowMs === undefined ? {} : { ms: milliseconds("slowMs", slowMs) };
    const name = this.#routes.name(route);
    const source = new Ids(`${seed}/faults`);
    this.#dice.set(name, new Dice(source, rates, { 429: wait, 503: wait, slow }));
  }

  clear(): void {
    this.#scripts.clear();
    this.#dice.clear();
  }

  /** What the next request of a route meets. Scripts go before dice, and the exact name before the wider one. */
  take({ method, path }: Pick<Route, "method" | "path">): Fault | undefined {
    const names = [`${method} ${path}`, path, "*"];
    for (const name of names) {
      const scripted = this.#scripts.get(name)?.shift();
      if (scripted) return scripted;
    }
    const rolled = names.find((name) => this.#dice.has(name));
    return rolled === undefined ? undefined : this.#dice.get(rolled)?.roll();
  }
}
