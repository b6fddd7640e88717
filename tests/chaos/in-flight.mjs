/** How often to look whether anything has settled. */
const LOOK_MS = 1_000;

/**
 * Keeps so many calls under way until all have been made.
 *
 * @template Planned
 * @param {readonly Planned[]} planned
 * @param {{ concurrency: number, stallMs: number }} limits  `stallMs`: after so long without a call
 *   that settles, those under way are taken to hang
 * @param {(planned: Planned) => Promise<void>} call
 * @returns {Promise<Planned[]>} those that hang
 */
export async function callAll(planned, { concurrency, stallMs }, call) {
  const underWay = new Set();
  let started = 0;
  let settledAt = performance.now();
  const work = async () => {
    while (started < planned.length) {
      const next = planned[started++];
      underWay.add(next);
      await call(next);
      underWay.delete(next);
      settledAt = performance.now();
    }
  };
  let watch;
  const stalled = new Promise((resolve) => {
    watch = setInterval(() => performance.now() - settledAt > stallMs && resolve(), LOOK_MS);
  });
  const workers = Array.from({ length: concurrency }, work);
  try {
    await Promise.race([Promise.all(workers), stalled]);
  } finally {
    clearInterval(watch);
  }
  return [...underWay];
}
