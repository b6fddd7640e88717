interface Props {
  /** Which of the steps are done. */
  readonly done: readonly [isConnected: boolean, isRun: boolean, hasCoped: boolean];
  onChooseNotion(): void;
  onChooseSearch(): void;
  onAddFaults(): void;
  onHide(): void;
}

/** What to do first, for whoever opens the page. */
export function FirstSteps({ done, ...props }: Props) {
  const next = done.indexOf(false);
  const steps = [
    {
      title: "Connect Notion",
      text: "Choose it, then allow it in the window that opens. No account is needed: it is the sandbox’s.",
      button: "Choose Notion",
      onClick: props.onChooseNotion,
    },
    {
      title: "Run a search",
      text: "The form is made from the action’s JSON Schema. Run it, read the answer, turn the page.",
      button: "Choose Search",
      onClick: props.onChooseSearch,
    },
    {
      title: "Watch it cope",
      text: "Let one request in ten meet a 429, run a batch, and see in the requests who waits, and how long.",
      button: "Add 429s",
      onClick: props.onAddFaults,
    },
  ];
  return (
    <section class="first-steps" aria-labelledby="first-steps">
      <header>
        <h2 id="first-steps">Three steps to see what the client does</h2>
        <button type="button" class="small" onClick={props.onHide}>
          Hide<span class="spoken"> the steps</span>
        </button>
      </header>
      <ol>
        {steps.map(({ title, text, button, onClick }, index) => (
          <li key={title} class={done[index] ? "done" : index === next ? "next" : ""}>
            <h3>
              <span class="number" aria-hidden="true">
                {done[index] ? "✓" : index + 1}
              </span>
              {title}
              {done[index] && <span class="spoken"> (done)</span>}
            </h3>
            <p>{text}</p>
            {index === next && (
              <button type="button" class="small" onClick={onClick}>
                {button}
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
