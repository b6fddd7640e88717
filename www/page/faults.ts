import { useLayoutEffect, useState } from "preact/hooks";
import { announce } from "./announce.js";
import { getFaults, NO_FAULTS, putFaults, type Faults } from "./demo.js";
import { useResource, type Resource } from "./resource.js";

/** One request in ten is told to wait. */
export const BUSY: Faults = { rates: { 429: 0.1 }, latencyMs: 0, retryAfter: 1 };

/** The faults that have a rate, and what they are called. */
export const RATES: Readonly<Record<string, string>> = {
  429: "429",
  500: "500",
  reset: "Connection resets",
};

/** What is set in the sandbox, and what sets it. */
export interface FaultSettings {
  readonly loaded: Resource<Faults>;
  readonly settings: Faults;
  /** Why they could not be set. */
  readonly failure: unknown;
  put(wanted: Faults): void;
  reload(): void;
}

/** @param isThere - whether there is a sandbox, whose faults they are */
export function useFaults(isThere: boolean): FaultSettings {
  const [loaded, reload] = useResource(isThere ? "faults" : null, getFaults);
  const [wanted, setWanted] = useState<Faults>();
  const [failure, setFailure] = useState<unknown>();
  // What was loaded since is what is set; before anybody can move a slider, whose new value it would take back.
  useLayoutEffect(() => setWanted(undefined), [loaded]);
  const put = async (wanted: Faults) => {
    setWanted(wanted);
    try {
      await putFaults(wanted);
      setFailure(undefined);
      announce(told(wanted));
    } catch (error) {
      setFailure(error);
      announce((error as Error).message);
      reload();
    }
  };
  return {
    loaded,
    settings: wanted ?? (loaded.state === "ready" ? loaded.value : NO_FAULTS),
    failure,
    put: (wanted) => void put(wanted),
    reload,
  };
}

/** Whether any request may meet one. */
export const strike = ({ rates }: Faults): boolean => Object.values(rates).some((rate) => rate > 0);

function told({ rates, latencyMs }: Faults): string {
  const faults = Object.entries(RATES).flatMap(([name, label]) => {
    const share = Math.round((rates[name] ?? 0) * 100);
    return share > 0 ? [`${label} ${share} %`] : [];
  });
  if (latencyMs > 0) faults.push(`delay ${latencyMs} ms`);
  return faults.length > 0 ? `Faults: ${faults.join(", ")}.` : "No faults.";
}
