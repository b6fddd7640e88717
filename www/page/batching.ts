import { AlloyAbortError, type BatchProgress } from "alloy-connectivity";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { repeat, type Call } from "./alloy.js";
import { announce } from "./announce.js";
import { count, duration } from "./format.js";

/** One call of the batch that has ended. */
export interface Ended {
  readonly ms: number;
  readonly isFailed: boolean;
}

export interface Batch {
  readonly state: "running" | "done" | "stopped";
  readonly total: number;
  readonly ended: readonly Ended[];
  readonly failed: number;
  readonly ms: number;
  readonly firstError?: unknown;
}

/** Runs a call many times, and shows how far it has come once a frame. */
export function useBatch() {
  const [batch, setBatch] = useState<Batch>();
  const controller = useRef<AbortController | undefined>(undefined);
  const actions = useMemo(() => {
    async function start(call: Call, total: number, concurrency: number) {
      controller.current?.abort();
      const own = (controller.current = new AbortController());
      const clock = stopwatch(concurrency);
      const ended: Ended[] = [];
      let firstError: unknown;
      let isDue = false;
      const show = (state: Batch["state"]) => {
        isDue = false;
        if (controller.current !== own) return;
        const failed = ended.filter(({ isFailed }) => isFailed).length;
        setBatch({ state, total, ended: [...ended], failed, ms: clock.ms(), firstError });
      };
      const progress = ({ index, result }: BatchProgress) => {
        const ms = clock.lap(index);
        const error: unknown = result.status === "rejected" ? result.reason : undefined;
        // What was stopped by hand has not failed.
        if (error instanceof AlloyAbortError) return;
        firstError ??= error;
        ended.push({ ms, isFailed: error !== undefined });
        if (!isDue) requestAnimationFrame(() => isDue && show("running"));
        isDue = true;
      };
      show("running");
      announce(`Running ${count(total, "call")}…`);
      await repeat(call, total, concurrency, progress, own.signal);
      show(own.signal.aborted ? "stopped" : "done");
      announce(
        `${count(ended.length, "call")} of ${total} ended within ${duration(clock.ms())}, ${count(ended.filter(({ isFailed }) => isFailed).length, "failure")}.`,
      );
    }
    return { start, stop: () => controller.current?.abort() };
  }, []);
  useEffect(() => actions.stop, []);
  return [batch, actions] as const;
}

/** How long each call took: a batch begins the next one whenever one ends. */
function stopwatch(concurrency: number) {
  const begun = performance.now();
  const ends: number[] = [];
  return {
    ms: () => performance.now() - begun,
    lap(index: number) {
      const now = performance.now();
      ends.push(now);
      return now - (ends[index - concurrency] ?? begun);
    },
  };
}
