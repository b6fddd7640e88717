/** Milliseconds as people read them. */
export function duration(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}

/** A number of things. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

export const clockTime = (date: number | string): string =>
  new Date(date).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
