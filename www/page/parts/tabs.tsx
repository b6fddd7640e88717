import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface Props {
  readonly label: string;
  /** What each tab is called, and what it shows. */
  readonly tabs: Readonly<Record<string, () => ComponentChildren>>;
}

export function Tabs({ label, tabs }: Props) {
  const names = Object.keys(tabs);
  const [chosen, setChosen] = useState(names[0] ?? "");
  const idOf = (name: string) => `tab-${label}-${name}`.toLowerCase().replaceAll(" ", "-");
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = names.at((names.indexOf(chosen) + step) % names.length) ?? chosen;
    setChosen(next);
    document.getElementById(idOf(next))?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
        {names.map((name) => (
          <button
            key={name}
            id={idOf(name)}
            type="button"
            role="tab"
            aria-selected={name === chosen}
            aria-controls={`${idOf(name)}-panel`}
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => setChosen(name)}
          >
            {name}
          </button>
        ))}
      </div>
      {names.map((name) => (
        <div
          key={name}
          id={`${idOf(name)}-panel`}
          role="tabpanel"
          aria-labelledby={idOf(name)}
          hidden={name !== chosen}
        >
          {name === chosen && tabs[name]?.()}
        </div>
      ))}
    </>
  );
}
