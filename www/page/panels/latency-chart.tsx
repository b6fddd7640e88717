import type { Ended } from "../batching.js";
import { count, duration } from "../format.js";

const WIDTH = 600;
const HEIGHT = 96;

interface Props {
  readonly ended: readonly Ended[];
  readonly total: number;
}

/** How long each call took, in the order in which they ended. */
export function LatencyChart({ ended, total }: Props) {
  const sorted = ended.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  const figures = { Median: at(0.5), "95 % within": at(0.95), Slowest: at(1) };
  const told = Object.entries(figures).map(([name, ms]) => `${name.toLowerCase()} ${duration(ms)}`);
  const step = WIDTH / total;
  const bars = (isFailed: boolean) =>
    ended
      .map((one, index) => {
        if (one.isFailed !== isFailed) return "";
        // So that the shortest is still to be seen.
        const height = Math.max(2, (one.ms / at(1)) * HEIGHT);
        return `M${(index + 0.5) * step} ${HEIGHT}v${-height}`;
      })
      .join("");
  return (
    <figure class="latency">
      <svg
        role="img"
        aria-label={`${count(ended.length, "call")}: ${told.join(", ")}`}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        <path d={bars(false)} stroke-width={Math.max(0.6, step * 0.7)} />
        <path class="failed" d={bars(true)} stroke-width={Math.max(0.6, step * 0.7)} />
      </svg>
      <figcaption>
        {Object.entries(figures).map(([name, ms]) => (
          <span key={name}>
            {name} <strong>{duration(ms)}</strong>
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
