import type { Connection, Connector } from "alloy-connectivity";
import { useState } from "preact/hooks";
import { choose } from "../choice.js";
import { Empty, Loading, Panel } from "../parts/panel.js";
import { Problem } from "../parts/problem.js";
import type { Resource } from "../resource.js";
import { Connect } from "./connect.js";

interface Props {
  readonly connectors: Resource<Connector[]>;
  readonly chosenId: string | undefined;
  /** Those of the connector that is chosen; undefined where they are not known. */
  readonly connections: readonly Connection[] | undefined;
  onRetry(): void;
  onConnected(connectionId: string): void;
}

/** The catalogue, and below it how to connect what is chosen. */
export function Connectors(props: Props) {
  const { connectors, chosenId, connections, onRetry, onConnected } = props;
  const [wanted, setWanted] = useState("");
  const all = connectors.state === "ready" ? connectors.value : [];
  const found = all.filter(({ id, name, category = [] }) =>
    [id, name, ...category].some((text) =>
      text.toLowerCase().includes(wanted.trim().toLowerCase()),
    ),
  );
  const chosen = all.find(({ id }) => id === chosenId);
  return (
    <Panel title="Connectors" isBusy={connectors.state === "loading"}>
      <input
        type="search"
        aria-label="Search connectors"
        placeholder="Search connectors"
        value={wanted}
        onInput={({ currentTarget }) => setWanted(currentTarget.value)}
      />
      {connectors.state === "loading" && <Loading what="connectors" lines={4} />}
      {connectors.state === "failed" && <Problem error={connectors.error} onRetry={onRetry} />}
      {connectors.state === "ready" && found.length === 0 && (
        <Empty>
          {all.length === 0
            ? "The handler lets no connector through."
            : `No connector is called “${wanted}”.`}
        </Empty>
      )}
      {found.length > 0 && (
        <ul class="choices">
          {found.map(({ id, name, category = [] }) => (
            <li key={id}>
              <button type="button" aria-pressed={id === chosenId} onClick={() => choose(id)}>
                {name}
                <span class="soft">{category.join(", ")}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {connectors.state === "ready" && chosenId !== undefined && !chosen && (
        <Empty>There is no connector “{chosenId}” here. Choose one of the list.</Empty>
      )}
      {chosen && (
        <Connect
          key={chosen.id}
          connector={chosen}
          hasConnection={(connections?.length ?? 0) > 0}
          onConnected={onConnected}
        />
      )}
    </Panel>
  );
}
