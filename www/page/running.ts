import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { answersOf, type Call } from "./alloy.js";
import { announce } from "./announce.js";
import { duration } from "./format.js";
import { nextPage } from "./pagination.js";

/** An answer that came. */
export interface Answered {
  readonly answer: unknown;
  /** Which page it is, the first being 1. */
  readonly page: number;
  readonly ms: number;
  readonly hasNext: boolean;
}

/** What has become of the action. While the next page is on its way, this one is still there. */
export type Run =
  | { readonly state: "idle" }
  | { readonly state: "running"; readonly shown?: Answered }
  | { readonly state: "answered"; readonly shown: Answered }
  | { readonly state: "stopped" }
  | { readonly state: "failed"; readonly error: unknown };

interface Started {
  readonly pages: AsyncGenerator<unknown, void>;
  readonly controller: AbortController;
}

/** Runs an action: one run at a time, which a new one ends. */
export function useRun() {
  const [run, setRun] = useState<Run>({ state: "idle" });
  const current = useRef<Started | undefined>(undefined);

  const actions = useMemo(() => {
    async function turn(page: number, isPaged: boolean) {
      const started = current.current;
      if (!started) return;
      const since = performance.now();
      try {
        const { value: answer } = await started.pages.next();
        if (current.current !== started) return;
        const ms = performance.now() - since;
        const hasNext = isPaged && nextPage(answer) !== undefined;
        setRun({ state: "answered", shown: { answer, page, ms, hasNext } });
        announce(`${page > 1 ? `Page ${page}` : "The answer"} came after ${duration(ms)}.`);
      } catch (error) {
        if (current.current !== started) return;
        setRun({ state: "failed", error });
        announce(`The action failed: ${(error as Error).message}`);
      }
    }

    function end() {
      current.current?.controller.abort();
      current.current = undefined;
    }

    return {
      start(call: Call, isPaged: boolean) {
        end();
        const controller = new AbortController();
        current.current = { pages: answersOf(call, isPaged, controller.signal), controller };
        setRun({ state: "running" });
        announce("Running…");
        void turn(1, isPaged);
      },
      next(shown: Answered) {
        setRun({ state: "running", shown });
        announce(`Page ${shown.page + 1} is on its way…`);
        void turn(shown.page + 1, true);
      },
      stop() {
        end();
        setRun({ state: "stopped" });
        announce("Stopped.");
      },
      reset() {
        end();
        setRun({ state: "idle" });
      },
    };
  }, []);
  useEffect(() => actions.reset, []);
  return [run, actions] as const;
}
