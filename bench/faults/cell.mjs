// One client meets one fault.
import { good } from "./answers.mjs";
import { observe } from "./observe.mjs";
import { serveScript } from "./scripted-server.mjs";

/** How long a client may take before it counts as still waiting. */
export const LIMIT_MS = 8_000;

/**
 * @param {import("./faults.mjs").Fault} fault
 * @param {{ connect: Function, ignoresSignals?: boolean }} contender
 * @param {string} key
 */
export async function runCell(fault, { connect, ignoresSignals }, key) {
  if (fault.needsSignal && ignoresSignals) return { text: "takes no signal", isMet: false };
  const elsewhere = fault.leadsElsewhere ? await serveScript([good]) : undefined;
  const server = await serveScript(fault.script({ key, elsewhere }));
  const { timeoutMs } = fault;
  const client = connect({ origin: server.url, key, ...(timeoutMs && { timeoutMs }) });
  const run = fault.run ?? callOnce;
  const seen = {
    ...(await run({ client, server, method: fault.method, limitMs: LIMIT_MS })),
    elsewhere: elsewhere?.hits,
    key,
  };
  server.close();
  elsewhere?.close();
  return { text: describe(fault, seen), isMet: fault.judge(seen), thrown: seen.thrown };
}

const callOnce = ({ client, server, method, limitMs }) =>
  observe(method === "GET" ? client.list() : client.act("getPage", {}), server.hits, limitMs);

function describe(fault, seen) {
  if (fault.describe) return fault.describe(seen);
  const { hits, outcome } = seen;
  const requests = `${hits.length} request${hits.length === 1 ? "" : "s"}`;
  const apart = hits.length > 1 ? ` in ${((hits.at(-1).at - hits[0].at) / 1000).toFixed(1)} s` : "";
  const details = [OUTCOMES[outcome](seen), fault.tell?.(seen), keyed(fault, hits)].filter(Boolean);
  return `${requests}${apart}: ${details.join(", ")}`;
}

const OUTCOMES = {
  resolved: ({ value }) => (isObject(value) ? "success" : `success, ${nameOf(value)}`),
  rejected: ({ error, status }) => (status ? `${error} ${status}` : error),
  pending: () => `still waiting at ${LIMIT_MS / 1000} s`,
};

const isObject = (value) => typeof value === "object" && value !== null;
const nameOf = (value) =>
  typeof value === "string" ? (value === "" ? "an empty string" : "a string") : String(value);

// Of one call; two calls have a key each.
function keyed({ run }, hits) {
  const key = hits[0]?.headers["idempotency-key"];
  if (run || key === undefined || hits.length < 2) return undefined;
  const isOne = hits.every(({ headers }) => headers["idempotency-key"] === key);
  return isOne ? "one idempotency key" : "several idempotency keys";
}
