// A watch over the timers of the global scope, so that one that stays behind is seen.

/**
 * Runs `work` with the timers that run, each with the time it was given, and with the times of all
 * that were started.
 *
 * @param {(running: Map<unknown, number>, started: number[]) => Promise<unknown>} work
 */
export async function withTimersWatched(work) {
  const { setTimeout, clearTimeout } = globalThis;
  const running = new Map();
  const started = [];
  globalThis.setTimeout = (callback, ms, ...rest) => {
    const timer = setTimeout(
      (...given) => {
        running.delete(timer);
        callback(...given);
      },
      ms,
      ...rest,
    );
    running.set(timer, ms);
    started.push(ms);
    return timer;
  };
  globalThis.clearTimeout = (timer) => {
    running.delete(timer);
    clearTimeout(timer);
  };
  try {
    return await work(running, started);
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout });
  }
}

/** The longest time of those that run. A runtime's own are for seconds at most. */
export const longest = (running) => Math.max(0, ...running.values());
