import { useCallback, useEffect, useState } from "preact/hooks";
import { isReachable } from "./connectivity.js";
import { useStore } from "./store.js";

/** Something that is loaded. `idle` where there is nothing to load yet. */
export type Resource<Value> =
  | { readonly state: "idle" | "loading" }
  | { readonly state: "failed"; readonly error: unknown }
  | { readonly state: "ready"; readonly value: Value };

type Load<Value> = (signal: AbortSignal) => Promise<Value>;

/**
 * Loads something, and again when its key changes or `reload` is called; what was there before stays meanwhile, if it
 * is of the same key. What failed is tried again when the Worker is back.
 */
export function useResource<Value>(
  key: string | null,
  load: Load<Value>,
): readonly [Resource<Value>, () => void] {
  const [round, setRound] = useState(0);
  const [loaded, setLoaded] = useState<{ key: string; resource: Resource<Value> }>();
  const reachable = useStore(isReachable);
  const reload = useCallback(() => setRound((round) => round + 1), []);

  useEffect(() => {
    if (key === null) return;
    const controller = new AbortController();
    const finish = (resource: Resource<Value>) => {
      if (!controller.signal.aborted) setLoaded({ key, resource });
    };
    load(controller.signal).then(
      (value) => finish({ state: "ready", value }),
      (error: unknown) => finish({ state: "failed", error }),
    );
    return () => controller.abort();
  }, [key, round]);

  const current = loaded?.key === key ? loaded.resource : undefined;
  const hasFailed = current?.state === "failed";
  useEffect(() => {
    if (reachable && hasFailed) reload();
  }, [reachable]);

  const retry = useCallback(() => {
    setLoaded((loaded) => (loaded?.resource.state === "failed" ? undefined : loaded));
    reload();
  }, []);
  return [current ?? { state: key === null ? "idle" : "loading" }, retry];
}
