import { isObject } from "../json.js";
import { milliseconds } from "../settings.js";
import { onlyMembers, readWhen, type When } from "./arguments.js";
import { readStatusFault, type StatusFault } from "./status.js";

/** A fault, checked and complete. */
export type Fault =
  | StatusFault
  | { readonly kind: "reset" | "hang"; readonly when: When }
  | { readonly kind: "truncate"; readonly when: "after" }
  | { readonly kind: "slow"; readonly when: "after"; readonly ms: number };

const SLOW_MS = 1_000;

/** @throws TypeError naming what is wrong with it */
export function readFault(argument: string, given: unknown): Fault {
  const fault = typeof given === "string" ? { fault: given } : given;
  if (!isObject(fault)) throw new TypeError(`${argument} must be a fault's name or an object`);
  if ("status" in fault) return readStatusFault(argument, fault);
  const { fault: kind, when, ms = SLOW_MS } = fault;
  switch (kind) {
    case "reset":
    case "hang":
      onlyMembers(argument, fault, ["fault", "when"]);
      return { kind, when: readWhen(argument, when) };
    case "truncate":
      onlyMembers(argument, fault, ["fault", "when"]);
      return { kind, when: alwaysAfter(argument, when) };
    case "slow":
      onlyMembers(argument, fault, ["fault", "when", "ms"]);
      return { kind, when: alwaysAfter(argument, when), ms: milliseconds(`${argument}.ms`, ms) };
    default:
      throw new TypeError(
        `${argument} must be "reset", "hang", "slow" or "truncate", or an object with one of them ` +
          "as its fault, or with a status",
      );
  }
}

/** As the journal names it. */
export function nameOf(fault: Fault): string {
  return fault.kind === "status" ? String(fault.status) : fault.kind;
}

/** What is cut or slowed down is the route's own answer, and that comes of the effect. */
function alwaysAfter(argument: string, given: unknown): "after" {
  if (given === undefined || given === "after") return "after";
  throw new TypeError(`${argument}.when must be "after": what is sent is the route's own answer`);
}
