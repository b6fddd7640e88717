// What chance allows of things that each happen with the same probability: the mean, and six
// standard deviations to either side. Hardly one healthy run in a hundred million falls outside.

const DEVIATIONS = 6;
const NEVER = 1e-8;

export const most = (times, probability) => Math.ceil(around(times, probability, DEVIATIONS));

export function least(times, probability) {
  // Where few are expected the deviations reach below none; none at all may still be as unlikely.
  const once = (1 - probability) ** times < NEVER ? 1 : 0;
  return Math.max(once, Math.floor(around(times, probability, -DEVIATIONS)));
}

const around = (times, probability, deviations) =>
  times * probability + deviations * Math.sqrt(times * probability * (1 - probability));
