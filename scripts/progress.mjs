// What the scripts say while they work, and how they end when they cannot.

/** Something the person at the keyboard can put right: shown as one sentence, without a stack. */
export class Failure extends Error {}

process.on("uncaughtException", (error) => {
  console.error(error instanceof Failure ? `✗ ${error.message}` : error);
  process.exit(1);
});

const HEARTBEAT_MS = 15_000;

/** @param {number} since a `Date.now()` */
export function elapsed(since) {
  const seconds = (Date.now() - since) / 1000;
  return seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`;
}

/**
 * Runs one step, shows what it reports and how long it took; one that reports nothing stays silent,
 * because it found nothing to do.
 *
 * @template T
 * @param {string} name
 * @param {(report: (detail: string) => void) => Promise<T>} work calls `report` with what it is doing
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const started = Date.now();
  let detail = "";
  const show = () => console.log(`… ${name} (${elapsed(started)}): ${detail}`);
  const heartbeat = setInterval(() => detail && show(), HEARTBEAT_MS);
  const report = (latest) => {
    const isFirst = detail === "";
    detail = latest;
    if (isFirst) show();
  };
  try {
    const result = await work(report);
    if (detail) console.log(`✓ ${name} (${elapsed(started)})`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}
