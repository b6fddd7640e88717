/**
 * Begins a page's task, of which the page's address says the rest. The test that opened the page waits
 * for `outcome`; the milliseconds in it are those since the page was asked for.
 */
export function begin(task) {
  const argument = JSON.parse(decodeURIComponent(location.hash.slice(1)));
  globalThis.outcome = task(argument).then((value) => ({ value, ms: performance.now() }));
}
