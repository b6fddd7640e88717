import { count, duration } from "../format.js";
import { itemsIn } from "../pagination.js";
import { Empty, Loading, Panel } from "../parts/panel.js";
import { Problem } from "../parts/problem.js";
import { Tabs } from "../parts/tabs.js";
import type { Answered, Run } from "../running.js";
import { Tree } from "./tree.js";

interface Props {
  readonly run: Run;
  onNext(shown: Answered): void;
  onRetry?: (() => void) | undefined;
}

/** What the action answered. */
export function Answer({ run, onNext, onRetry }: Props) {
  const shown = "shown" in run ? run.shown : undefined;
  const isRunning = run.state === "running";
  return (
    <Panel title="Answer" isBusy={isRunning} aside={shown && <Facts shown={shown} />}>
      {run.state === "idle" && <Empty>What the action answers is shown here.</Empty>}
      {run.state === "stopped" && <Empty>Stopped: the request was aborted.</Empty>}
      {run.state === "failed" && <Problem error={run.error} {...(onRetry && { onRetry })} />}
      {isRunning && !shown && <Loading what="the answer" lines={5} />}
      {shown && (
        <>
          <Tabs
            label="Answer as"
            tabs={{
              Tree: () => <Tree key={shown.page} value={shown.answer} />,
              JSON: () => <Json value={shown.answer} />,
            }}
          />
          {(shown.hasNext || shown.page > 1) && (
            <p class="buttons">
              {shown.hasNext ? (
                <button
                  type="button"
                  aria-disabled={isRunning}
                  onClick={() => !isRunning && onNext(shown)}
                >
                  {isRunning ? "Loading…" : "Next page"}
                </button>
              ) : (
                <span class="soft">That was the last page.</span>
              )}
            </p>
          )}
        </>
      )}
    </Panel>
  );
}

function Facts({ shown: { answer, page, ms, hasNext } }: { readonly shown: Answered }) {
  const items = itemsIn(answer);
  const facts = [
    (hasNext || page > 1) && `page ${page}`,
    items !== undefined && count(items, "item"),
    duration(ms),
  ];
  return <p class="soft">{facts.filter(Boolean).join(" · ")}</p>;
}

function Json({ value }: { readonly value: unknown }) {
  return (
    <pre class="data json" tabIndex={0} aria-label="Answer as JSON">
      {JSON.stringify(value, null, 2)}
    </pre>
  );
}
