import type { Ids } from "../ids.js";
import { isObject, type JsonObject } from "../json.js";
import type { When } from "./arguments.js";
import { readFault, type Fault } from "./fault.js";

// Their order decides which fault a roll means, so that the order in which the rates are given does not.
const FACES = ["429", "500", "502", "503", "504", "reset", "hang", "slow", "truncate"] as const;

/** A service that refuses does nothing, and an answer that goes wrong on its way was already made. */
const ALWAYS: Partial<Record<(typeof FACES)[number], When>> = {
  429: "before",
  503: "before",
  slow: "after",
  truncate: "after",
};

interface Face {
  /** A roll from the face before up to here, this excluded, means this one. */
  readonly end: number;
  readonly faults: Readonly<Record<When, Fault>>;
}

/** Decides by a seeded sequence which fault a request meets, if any. */
export class Dice {
  readonly #source: Ids;
  readonly #faces: readonly Face[];

  /**
   * @param details - further members of the faults, by name
   * @throws TypeError naming the rate that is wrong
   */
  constructor(source: Ids, rates: unknown, details: Readonly<Record<string, JsonObject>>) {
    this.#source = source;
    this.#faces = faces(readRates(rates), details);
  }

  roll(): Fault | undefined {
    // Two draws whatever comes out, so that other rates leave the rest of the sequence as it is.
    const place = this.#source.fraction();
    const when = this.#source.fraction() < 0.5 ? "before" : "after";
    return this.#faces.find(({ end }) => place < end)?.faults[when];
  }
}

function faces(rates: JsonObject, details: Readonly<Record<string, JsonObject>>): Face[] {
  let end = 0;
  return FACES.map((name) => {
    end += Number(rates[name] ?? 0);
    const status = Number(name);
    const named = Number.isNaN(status) ? { fault: name } : { status };
    const at = (when: When) =>
      readFault(name, { ...named, ...details[name], when: ALWAYS[name] ?? when });
    return { end, faults: { before: at("before"), after: at("after") } };
  });
}

/** Sums of decimal fractions may pass 1 by a rounding error. */
const MOST = 1 + 1e-9;

function readRates(rates: unknown): JsonObject {
  if (!isObject(rates)) throw new TypeError("rates must be an object of faults and their rates");
  let sum = 0;
  for (const [name, rate] of Object.entries(rates)) {
    if (!FACES.some((face) => face === name)) {
      throw new TypeError(`rates.${name} is not known; there are ${FACES.join(", ")}`);
    }
    if (rate === undefined) continue;
    if (typeof rate !== "number" || !(rate >= 0 && rate <= 1)) {
      throw new TypeError(`rates.${name} must be a number from 0 to 1`);
    }
    sum += rate;
  }
  if (sum > MOST) throw new TypeError(`rates must come to 1 at most, not to ${sum}`);
  return rates;
}
