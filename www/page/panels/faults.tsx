import { useState } from "preact/hooks";
import { NO_FAULTS, type Faults as Settings } from "../demo.js";
import { BUSY, RATES, type FaultSettings } from "../faults.js";
import { Empty, Loading, Panel } from "../parts/panel.js";
import { Problem } from "../parts/problem.js";

/** What one may want to see, in one step. */
const PRESETS: Readonly<Record<string, Settings>> = {
  "No faults": NO_FAULTS,
  "Busy service": BUSY,
  "Bad day": { rates: { 429: 0.1, 500: 0.1, reset: 0.05 }, latencyMs: 200, retryAfter: 1 },
};

interface Props {
  readonly isLive: boolean;
  readonly faults: FaultSettings;
  onReset(): void;
}

/** What goes wrong in the sandbox, and how often. */
export function Faults({ isLive, ...props }: Props) {
  if (isLive) {
    return (
      <Panel title="Faults">
        <Empty>Alloy itself is behind the Worker: it has no faults to be set.</Empty>
      </Panel>
    );
  }
  return <OfSandbox {...props} />;
}

function OfSandbox({ faults, onReset }: Omit<Props, "isLive">) {
  const { loaded, settings, failure, put, reload } = faults;
  return (
    <Panel
      title="Faults"
      isBusy={loaded.state === "loading"}
      aside={
        <button type="button" class="small" onClick={onReset}>
          Reset the sandbox
        </button>
      }
    >
      {loaded.state === "loading" && <Loading what="the faults" />}
      {loaded.state === "failed" && <Problem error={loaded.error} onRetry={reload} />}
      {loaded.state === "ready" && (
        <>
          <p class="buttons">
            {Object.entries(PRESETS).map(([name, preset]) => (
              <button
                key={name}
                type="button"
                class="small"
                aria-pressed={isSame(preset, settings)}
                onClick={() => put(preset)}
              >
                {name}
              </button>
            ))}
          </p>
          <Sliders settings={settings} onChange={put} />
          {failure !== undefined && <Problem error={failure} />}
        </>
      )}
    </Panel>
  );
}

const isSame = (one: Settings, other: Settings): boolean =>
  one.latencyMs === other.latencyMs &&
  Object.keys(RATES).every((name) => (one.rates[name] ?? 0) === (other.rates[name] ?? 0));

interface SlidersProps {
  readonly settings: Settings;
  onChange(settings: Settings): void;
}

function Sliders({ settings, onChange }: SlidersProps) {
  const { rates, latencyMs, retryAfter } = settings;
  return (
    <div class="sliders">
      {Object.entries(RATES).map(([name, label]) => (
        <Slider
          key={name}
          label={label}
          unit="%"
          value={Math.round((rates[name] ?? 0) * 100)}
          // Together they can be no more than all requests.
          most={33}
          onChange={(share) => onChange({ ...settings, rates: { ...rates, [name]: share / 100 } })}
        />
      ))}
      <Slider
        label="Delay"
        unit="ms"
        value={latencyMs}
        most={2_000}
        step={50}
        onChange={(latencyMs) => onChange({ ...settings, latencyMs })}
      />
      <Slider
        label="Retry-After"
        unit="s"
        value={retryAfter}
        most={10}
        onChange={(retryAfter) => onChange({ ...settings, retryAfter })}
      />
    </div>
  );
}

interface SliderProps {
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly most: number;
  readonly step?: number;
  onChange(value: number): void;
}

function Slider({ label, unit, value, most, step = 1, onChange }: SliderProps) {
  const [moved, setMoved] = useState<number>();
  const shown = moved ?? value;
  return (
    <label>
      <span>{label}</span>
      <input
        type="range"
        min={0}
        max={most}
        step={step}
        value={shown}
        aria-valuetext={`${shown} ${unit}`}
        // It is set where it is let go.
        onInput={({ currentTarget }) => setMoved(currentTarget.valueAsNumber)}
        onChange={({ currentTarget }) => {
          setMoved(undefined);
          onChange(currentTarget.valueAsNumber);
        }}
      />
      <output class="data" aria-hidden="true">
        {shown} {unit}
      </output>
    </label>
  );
}
