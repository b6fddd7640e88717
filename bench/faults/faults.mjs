// The columns of the table.
import { lies } from "./lies.mjs";
import { repeats } from "./repeats.mjs";
import { signals } from "./signals.mjs";

/**
 * @typedef {import("./observe.mjs").Observation & Record<string, any>} Seen
 *   what was observed, and what `run` added
 *
 * @typedef {object} Fault
 * @property {string} title
 * @property {string} expectation
 * @property {"POST" | "GET"} method
 * @property {(context: { key: string, elsewhere?: { url: string } }) => any[]} script  of the server's answers
 * @property {(seen: Seen) => boolean | null} judge  whether the expectation is met; null where it does not apply
 * @property {(seen: Seen) => string | undefined} [tell]  what else is worth telling
 * @property {(seen: Seen) => string} [describe]  all there is to tell
 * @property {(cell: object) => Promise<Seen>} [run]  in place of one plain call
 * @property {number} [timeoutMs]  set on the client; otherwise its own default
 * @property {boolean} [needsSignal]
 * @property {boolean} [echoesKey]  the server itself gives the key away
 * @property {boolean} [leadsElsewhere]  there is a second server
 * @property {boolean} [isBusy]  keeps the processor busy, and so must not run beside others
 */

/** @type {Fault[]} */
export const faults = [...repeats, ...lies, ...signals];
