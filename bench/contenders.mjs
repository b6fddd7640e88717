// Who is measured. `bench/contenders/NAME.mjs` sets each of them up: `connect({ origin, key, timeoutMs })`
// gives `act(action, parameters, signal)`, a POST, and, for the faults, `list(signal)`, a GET.
import { resolveOwn } from "./package.mjs";

/**
 * @typedef {object} Contender
 * @property {string} label
 * @property {string} [package]  what is imported; its default export, or `export`
 * @property {string} [export]
 * @property {boolean} [isOurs]
 * @property {boolean} [ignoresSignals]  takes no AbortSignal for a call
 * @property {Record<string, string>} [cannotRunIn]  by runtime, why not
 */

/** @type {Record<string, Contender>} */
export const contenders = {
  raw: { label: "raw fetch (control)" },
  plain: { label: "plain JavaScript" },
  alloy: { label: "alloy-connectivity", package: "alloy-connectivity", isOurs: true },
  "alloy-observed": { label: "alloy, gate and observer in use", isOurs: true },
  "alloy-node": {
    label: "alloy over its node:http fetch",
    package: "alloy-connectivity/node",
    isOurs: true,
    cannotRunIn: { workerd: "made of node:http, for Node alone" },
  },
  axios: { label: "axios, as the guide uses it", package: "axios" },
  ky: { label: "ky", package: "ky" },
  ofetch: { label: "ofetch", package: "ofetch", export: "ofetch" },
  notion: {
    label: "@notionhq/client request",
    package: "@notionhq/client",
    export: "Client",
    ignoresSignals: true,
  },
  openai: { label: "openai post", package: "openai" },
  stripe: { label: "stripe rawRequest", package: "stripe", ignoresSignals: true },
};

/** Why a contender cannot be measured at all as things are, or undefined. */
export function whyMissing(name) {
  const { isOurs, package: specifier } = contenders[name];
  return isOurs && specifier && !resolveOwn(specifier)
    ? `pkg/ does not export ${specifier}`
    : undefined;
}

/** Why a contender cannot be measured in a runtime, or undefined. */
export const whyNotIn = (runtime, name) =>
  whyMissing(name) ?? contenders[name].cannotRunIn?.[runtime];
