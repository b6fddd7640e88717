import { useEffect, useState } from "preact/hooks";
import type { Call } from "../alloy.js";
import { useBatch, type Batch as Running } from "../batching.js";
import { count, duration } from "../format.js";
import { Empty, Panel } from "../parts/panel.js";
import { Problem } from "../parts/problem.js";
import { RunButton } from "../parts/run-button.js";
import { LatencyChart } from "./latency-chart.js";

const MOST_CALLS = 500;
const MOST_AT_ONCE = 50;

interface Props {
  readonly call: Call | undefined;
  readonly isLive: boolean;
  /** Told when calls were answered. */
  onAnswer(): void;
}

/** The action of above many times, with the same values. */
export function Batch({ call, isLive, onAnswer }: Props) {
  const [calls, setCalls] = useState(100);
  const [atOnce, setAtOnce] = useState(6);
  const [batch, { start, stop }] = useBatch();
  const isRunning = batch?.state === "running";
  useEffect(() => {
    if (batch?.state === "done" && batch.failed < batch.total) onAnswer();
  }, [batch?.state]);
  const run = (event: Event) => {
    event.preventDefault();
    if (call && !isRunning) void start(call, calls, atOnce);
  };
  return (
    <Panel title="Batch" isBusy={isRunning}>
      <form class="row" onSubmit={run}>
        <NumberField label="Calls" value={calls} most={MOST_CALLS} onChange={setCalls} />
        <NumberField label="At once" value={atOnce} most={MOST_AT_ONCE} onChange={setAtOnce} />
        <RunButton name="Run batch" isDisabled={!call} isRunning={isRunning} onStop={stop} />
      </form>
      {isLive && call && !call.idempotent && (
        <p class="notice">
          Alloy itself is behind this: the action is done {calls || 0} times, for real.
        </p>
      )}
      {batch ? (
        <Progress batch={batch} />
      ) : (
        <Empty>
          Runs the action many times, with the values of its form.{" "}
          {!call && "It needs a connection first."}
        </Empty>
      )}
    </Panel>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  onChange(value: number): void;
}

function NumberField({ label, value, most, onChange }: NumberFieldProps) {
  return (
    <label class="field">
      {label}
      <input
        type="number"
        class="data"
        min={1}
        max={most}
        required
        value={value}
        onInput={({ currentTarget: { valueAsNumber } }) => onChange(valueAsNumber)}
      />
    </label>
  );
}

function Progress({ batch }: { readonly batch: Running }) {
  const { state, total, ended, failed, ms, firstError } = batch;
  const verb = { running: "so far", done: "done", stopped: "stopped" }[state];
  return (
    <>
      <progress aria-label="Calls that have ended" max={total} value={ended.length} />
      <p class="figures">
        <strong>
          {ended.length.toLocaleString("en")} of {total.toLocaleString("en")}
        </strong>{" "}
        {verb} · {duration(ms)} ·{" "}
        <span class={failed > 0 ? "bad" : ""}>{count(failed, "failure")}</span>
      </p>
      {ended.length > 0 && <LatencyChart ended={ended} total={total} />}
      {firstError !== undefined && (
        <>
          <p class="soft">{failed > 1 ? `The first of ${failed} failures:` : "The failure:"}</p>
          <Problem error={firstError} />
        </>
      )}
    </>
  );
}
