import type { Connection, Connector } from "alloy-connectivity";
import { useState } from "preact/hooks";
import { alloy } from "../alloy.js";
import { announce } from "../announce.js";
import { Empty, Loading, Panel } from "../parts/panel.js";
import { Problem } from "../parts/problem.js";
import type { Resource } from "../resource.js";
import { ConnectionItem } from "./connection-item.js";
import { DeleteDialog } from "./delete-dialog.js";

interface Props {
  readonly connections: Resource<Connection[]>;
  /** What connectors are called. */
  readonly connectors: readonly Connector[];
  readonly isLive: boolean;
  /** The one that actions are run with. */
  readonly usedId: string | undefined;
  onUse(connection: Connection): void;
  onReload(): void;
}

/** The visitor's connections, of every connector. */
export function Connections(props: Props) {
  const { connections, connectors, isLive, usedId, onUse, onReload } = props;
  const nameOf = ({ connectorId, type = "" }: Connection) =>
    connectors.find(({ id }) => id === connectorId)?.name ?? connectorId ?? type;
  const [doomed, setDoomed] = useState<Connection>();
  const [failure, setFailure] = useState<unknown>();
  const remove = async ({ id, connectorId }: Connection) => {
    setDoomed(undefined);
    setFailure(undefined);
    // The button that had the focus goes.
    document.getElementById("panel-connections")?.focus();
    try {
      await alloy.deleteConnection(id, connectorId === null ? {} : { connectorId });
      announce(`Connection ${id} is deleted.`);
    } catch (error) {
      setFailure(error);
    }
    onReload();
  };
  return (
    <Panel title="Connections" isBusy={connections.state === "loading"}>
      {connections.state === "loading" && <Loading what="connections" lines={2} />}
      {connections.state === "failed" && <Problem error={connections.error} onRetry={onReload} />}
      {connections.state === "ready" &&
        (connections.value.length === 0 ? (
          <Empty>None yet. Choose a connector, and connect it.</Empty>
        ) : (
          <ul class="connections">
            {connections.value.map((connection) => (
              <ConnectionItem
                key={connection.id}
                connection={connection}
                name={nameOf(connection)}
                isLive={isLive}
                isUsed={connection.id === usedId}
                onUse={() => onUse(connection)}
                onDelete={() => setDoomed(connection)}
              />
            ))}
          </ul>
        ))}
      {failure !== undefined && <Problem error={failure} />}
      {doomed && (
        <DeleteDialog
          connection={doomed}
          name={nameOf(doomed)}
          onDelete={() => void remove(doomed)}
          onKeep={() => setDoomed(undefined)}
        />
      )}
    </Panel>
  );
}
