import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useStore } from "../store.js";
import { requests } from "../timeline/record.js";

interface Props {
  readonly isConnected: boolean;
  readonly isRun: boolean;
  /** What is chosen already: then what remains is to press a button of the panels. */
  readonly connectorId: string | undefined;
  readonly actionId: string | undefined;
  readonly hasFaults: boolean;
  onChooseNotion(): void;
  onChooseSearch(): void;
  onAddFaults(): void;
  onHide(): void;
}

/** What to do first, for whoever opens the page. */
export function FirstSteps(props: Props) {
  const { isConnected, isRun, connectorId, actionId, hasFaults } = props;
  const hasCoped = useHasCoped();
  const hasNotion = connectorId === "notion";
  const hasSearch = hasNotion && (actionId ?? "post-search") === "post-search";
  const next = [isConnected, isRun, hasCoped].indexOf(false);
  const button = (name: string, onClick: () => void) => (
    <button type="button" class="primary small" onClick={onClick}>
      {name}
    </button>
  );
  return (
    <section class="first-steps" aria-labelledby="first-steps">
      <header>
        <h2 id="first-steps">Three steps to see what the client does</h2>
        <button type="button" class="small" onClick={props.onHide}>
          Hide<span class="spoken"> the steps</span>
        </button>
      </header>
      <ol>
        <Step number={1} title="Connect Notion" isDone={isConnected} isNext={next === 0}>
          <p>It is the sandbox’s, so it takes no account: you allow it in the window that opens.</p>
          {hasNotion ? (
            <p class="now">Press Connect Notion, and allow it.</p>
          ) : (
            button("Choose Notion", props.onChooseNotion)
          )}
        </Step>
        <Step number={2} title="Run a search" isDone={isRun} isNext={next === 1}>
          <p>The form is made from the action’s JSON Schema, the answer is a tree or JSON.</p>
          {hasSearch ? (
            <p class="now">Press Run, and then Next page.</p>
          ) : (
            button("Choose Search", props.onChooseSearch)
          )}
        </Step>
        <Step number={3} title="Watch it cope" isDone={hasCoped} isNext={next === 2}>
          <p>Let requests meet a 429, run a batch, and see in Requests who waits, and how long.</p>
          {hasFaults ? <p class="now">Press Run batch.</p> : button("Add 429s", props.onAddFaults)}
        </Step>
      </ol>
    </section>
  );
}

/** Whether a request that met a 429 has been sent again, since the page is open. */
function useHasCoped(): boolean {
  const { retries, failures } = useStore(requests).totals;
  const [hasCoped, setCoped] = useState(false);
  useEffect(() => {
    if (retries > 0 && (failures["429"] ?? 0) > 0) setCoped(true);
  }, [retries, failures]);
  return hasCoped;
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly isDone: boolean;
  readonly isNext: boolean;
  /** What it is about, and what to press. */
  readonly children: [ComponentChildren, ComponentChildren];
}

function Step({ number, title, isDone, isNext, children: [about, press] }: StepProps) {
  return (
    <li class={isDone ? "done" : isNext ? "next" : ""}>
      <h3>
        <span class="number" aria-hidden="true">
          {isDone ? "✓" : number}
        </span>
        {title}
        {isDone && <span class="spoken"> (done)</span>}
      </h3>
      {!isDone && about}
      {isNext && press}
    </li>
  );
}
