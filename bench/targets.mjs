// What is promised. Speed and CPU are in proportion to raw fetch's, in the same runtime.

const ON_FETCH = {
  small: { speed: 0.85, cpu: 1.15 },
  large: { speed: 0.93 },
};

/** By contender, by the size of the answer. */
export const CALLS = {
  alloy: ON_FETCH,
  "alloy-observed": ON_FETCH,
  "alloy-node": { small: { speed: 1.4 } },
};

/** By contender, in milliseconds. */
export const IMPORT_MS = { alloy: 25 };

/** Of the handler, in proportion to a bare Worker, by the size of the answer. */
export const HANDLER = { small: { speed: 0.85 }, later: { speed: 0.85 } };
