interface Props {
  /** What it is called while nothing runs. */
  readonly name: string;
  readonly isPrimary?: boolean;
  readonly isDisabled: boolean;
  readonly isRunning: boolean;
  onStop(): void;
}

/** Submits its form, and stops what runs then. */
export function RunButton({ name, isPrimary = false, isDisabled, isRunning, onStop }: Props) {
  if (!isRunning) {
    return (
      <button type="submit" class={isPrimary ? "primary" : ""} disabled={isDisabled}>
        {name}
      </button>
    );
  }
  const stop = (event: Event) => {
    // It is the same button, and submits again by the time its click comes to an end.
    event.preventDefault();
    onStop();
  };
  return (
    <button type="button" class="primary" onClick={stop}>
      Stop
    </button>
  );
}
