import type { ComponentChildren } from "preact";

interface Props {
  readonly title: string;
  /** What stands beside the heading. */
  readonly aside?: ComponentChildren;
  readonly isBusy?: boolean;
  readonly children: ComponentChildren;
}

export function Panel({ title, aside, isBusy = false, children }: Props) {
  const id = `panel-${title.toLowerCase()}`;
  return (
    <section class={`panel ${title.toLowerCase()}`} aria-labelledby={id} aria-busy={isBusy}>
      <header>
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

/** What a panel shows where there is nothing yet, and what to do about it. */
export function Empty({ children }: { readonly children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

/** Stands where lines of text will be. */
export function Loading({ what, lines = 3 }: { readonly what: string; readonly lines?: number }) {
  return (
    <div class="loading">
      <span class="spoken">Loading {what}…</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} class="line" aria-hidden="true" />
      ))}
    </div>
  );
}
