import { useEffect, useState } from "preact/hooks";
import { alloy, connectionsOf, readConnectOutcome } from "./alloy.js";
import { announce } from "./announce.js";
import { choice, choose } from "./choice.js";
import { getService, resetSandbox } from "./demo.js";
import { BUSY, strike, useFaults } from "./faults.js";
import { Connections } from "./panels/connections.js";
import { Connectors } from "./panels/connectors.js";
import { Faults } from "./panels/faults.js";
import { FirstSteps } from "./panels/first-steps.js";
import { told } from "./panels/outcome.js";
import { Requests } from "./panels/requests.js";
import { Workbench } from "./panels/workbench.js";
import { Masthead, Offline } from "./parts/masthead.js";
import { useResource } from "./resource.js";
import { useStore } from "./store.js";

// After a redirect, where no popup could be had.
const cameBack = readConnectOutcome();

export function App() {
  const { connectorId, actionId } = useStore(choice);
  const [service] = useResource("service", getService);
  const [connectors, reloadConnectors] = useResource("connectors", (signal) =>
    alloy.listConnectors({ signal }),
  );
  const [connections, reloadConnections] = useResource("connections", connectionsOf);
  const [preferredId, setPreferredId] = useState<string>();

  const own = connections.state === "ready" ? connections.value : undefined;
  const usable = own?.filter((connection) => connection.connectorId === connectorId);
  const used = usable?.find(({ id }) => id === preferredId) ?? usable?.[0];
  useEffect(() => {
    if (!cameBack || connectors.state !== "ready") return;
    const connector = connectors.value.find(({ id }) => id === cameBack.connectorId);
    announce(told(cameBack, connector?.name ?? cameBack.connectorId));
  }, [connectors.state]);
  const isUnknown =
    connectors.state === "ready" && !connectors.value.some(({ id }) => id === connectorId);
  const isLive = service.state === "ready" && service.value.alloy === "live";

  const isSandbox = service.state === "ready" && !isLive;
  const faults = useFaults(isSandbox);
  const reset = () =>
    resetSandbox().then(
      () => {
        announce("The sandbox is as new.");
        faults.reload();
        reloadConnections();
      },
      (error: Error) => announce(error.message),
    );

  const [hasAnswer, setHasAnswer] = useState(false);
  const [isFirstVisit, setFirstVisit] = useState(false);
  const isLoaded = own !== undefined;
  useEffect(() => {
    // Who has connections already, knows the way.
    if (isLoaded) setFirstVisit(own.length === 0);
  }, [isLoaded]);

  return (
    <>
      <Offline />
      <Masthead service={service} />
      <main>
        {isSandbox && isFirstVisit && (
          <FirstSteps
            isConnected={(own?.length ?? 0) > 0}
            isRun={hasAnswer}
            connectorId={connectorId}
            actionId={actionId}
            hasFaults={strike(faults.settings)}
            onChooseNotion={() => choose("notion")}
            onChooseSearch={() => choose("notion", "post-search")}
            onAddFaults={() => faults.put(BUSY)}
            onHide={() => setFirstVisit(false)}
          />
        )}
        <div class="columns">
          <div class="column pair">
            <Connectors
              connectors={connectors}
              chosenId={connectorId}
              connections={usable}
              onRetry={reloadConnectors}
              onConnected={(id) => {
                setPreferredId(id);
                reloadConnections();
              }}
            />
            <Connections
              connections={connections}
              connectors={connectors.state === "ready" ? connectors.value : []}
              isLive={isLive}
              usedId={used?.id}
              onUse={({ id, connectorId }) => {
                setPreferredId(id);
                if (connectorId !== null) choose(connectorId);
              }}
              onReload={reloadConnections}
            />
          </div>
          <Workbench
            connectorId={isUnknown ? undefined : connectorId}
            actionId={actionId}
            connectionId={used?.id}
            isLive={isLive}
            onAnswer={() => setHasAnswer(true)}
          />
          <div class="column watch">
            <Requests />
            {service.state === "ready" && (
              <Faults isLive={isLive} faults={faults} onReset={() => void reset()} />
            )}
          </div>
        </div>
      </main>
    </>
  );
}
