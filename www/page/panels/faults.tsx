import { useEffect, useState } from "preact/hooks";
import { announce } from "../announce.js";
import { getFaults, NO_FAULTS, putFaults, type Faults as Settings } from "../demo.js";
import { Empty, Loading, Panel } from "../parts/panel.js";
import { Problem } from "../parts/problem.js";
import { useResource } from "../resource.js";

/** One request in ten is told to wait. */
export const BUSY: Settings = { rates: { 429: 0.1 }, latencyMs: 0, retryAfter: 1 };

/** What one may want to see, in one step. */
const PRESETS: Readonly<Record<string, Settings>> = {
  "No faults": NO_FAULTS,
  "Busy service": BUSY,
  "Bad day": { rates: { 429: 0.1, 500: 0.1, reset: 0.05 }, latencyMs: 200, retryAfter: 1 },
};

const RATES = { 429: "429", 500: "500", reset: "Connection resets" };

interface Props {
  readonly isLive: boolean;
  /** Counts when they are set elsewhere. */
  readonly round: number;
  /** Told of what is set, at the start as well. */
  onChange(settings: Settings): void;
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

function OfSandbox({ round, onChange, onReset }: Omit<Props, "isLive">) {
  const [loaded, reload] = useResource(`faults ${round}`, getFaults);
  const [settings, setSettings] = useState<Settings>(NO_FAULTS);
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    if (loaded.state === "ready") take(loaded.value);
  }, [loaded]);
  const take = (settings: Settings) => {
    setSettings(settings);
    onChange(settings);
  };
  const put = async (wanted: Settings) => {
    take(wanted);
    try {
      await putFaults(wanted);
      setFailure(undefined);
      announce(told(wanted));
    } catch (error) {
      setFailure(error);
      reload();
    }
  };
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
                onClick={() => void put(preset)}
              >
                {name}
              </button>
            ))}
          </p>
          <Sliders settings={settings} onChange={(wanted) => void put(wanted)} />
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

function told({ rates, latencyMs }: Settings): string {
  const faults = Object.entries(RATES).flatMap(([name, label]) => {
    const share = Math.round((rates[name] ?? 0) * 100);
    return share > 0 ? [`${label} ${share} %`] : [];
  });
  if (latencyMs > 0) faults.push(`delay ${latencyMs} ms`);
  return faults.length > 0 ? `Faults: ${faults.join(", ")}.` : "No faults.";
}
