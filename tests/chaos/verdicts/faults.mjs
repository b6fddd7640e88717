import { count, verdict } from "./verdict.mjs";
import { least, most } from "./chance.mjs";

/** A run without its faults would show nothing. */
export function faultsStruck(requests, rates) {
  const times = (name) => requests.filter(({ fault }) => fault === name).length;
  const names = Object.keys(rates);
  return verdict(
    "the faults struck as often as they should",
    names.map((name) => `${count(times(name))} ${name}`).join(", "),
    names.flatMap((name) => {
      const [low, high] = [least, most].map((bound) => bound(requests.length, rates[name]));
      return times(name) >= low && times(name) <= high
        ? []
        : [`${name}: ${times(name)} of ${requests.length} requests, and not ${low} to ${high}`];
    }),
  );
}
