import type { Connector, CredentialMetadata } from "alloy-connectivity";
import type { ConnectOutcome } from "alloy-connectivity/browser";
import { useEffect, useRef, useState } from "preact/hooks";
import { alloy, connectWithPopup } from "../alloy.js";
import { announce } from "../announce.js";
import { Loading } from "../parts/panel.js";
import { Problem } from "../parts/problem.js";
import { useResource } from "../resource.js";
import { told } from "./outcome.js";

interface Props {
  readonly connector: Connector;
  readonly hasConnection: boolean;
  onConnected(connectionId: string): void;
}

/** How a connector is connected: with the user's consent, in a popup. */
export function Connect({ connector: { id, name }, hasConnection, onConnected }: Props) {
  const [metadata] = useResource(`credentials of ${id}`, (signal) =>
    alloy.getCredentialMetadata(id, { signal }),
  );
  const [attempt, begin] = useConnecting(id, name, onConnected);
  const isUnderWay = attempt === "under way";
  if (metadata.state === "loading") return <Loading what="how it is connected" lines={1} />;
  // Where it is not known how, the handler is asked all the same, and says.
  const ways = metadata.state === "ready" ? metadata.value : [];
  if (ways.length > 0 && !ways.some(isOAuth)) return <TakesKey id={id} name={name} ways={ways} />;
  return (
    <div class="connect">
      <button
        type="button"
        class={hasConnection ? "" : "primary"}
        aria-disabled={isUnderWay}
        onClick={() => !isUnderWay && void begin()}
      >
        {isUnderWay
          ? "Waiting for consent…"
          : hasConnection
            ? `Connect another ${name}`
            : `Connect ${name}`}
      </button>
      {attempt instanceof Error && <Problem error={attempt} />}
      {isOutcome(attempt) && (attempt.status !== "connected" || hasConnection) && (
        <p class={`notice ${attempt.status}`}>{told(attempt, name)}</p>
      )}
    </div>
  );
}

const isOAuth = ({ authenticationType }: CredentialMetadata) => /oauth/i.test(authenticationType);

type Attempt = "none" | "under way" | ConnectOutcome | Error;

const isOutcome = (attempt: Attempt): attempt is ConnectOutcome =>
  typeof attempt === "object" && !(attempt instanceof Error);

function useConnecting(id: string, name: string, onConnected: Props["onConnected"]) {
  const [attempt, setAttempt] = useState<Attempt>("none");
  const controller = useRef(new AbortController());
  // Another connector may be chosen while the popup is open: it is closed then.
  useEffect(() => () => controller.current.abort(), []);
  const begin = async () => {
    const { signal } = controller.current;
    setAttempt("under way");
    try {
      const outcome = await connectWithPopup(id, { signal });
      setAttempt(outcome);
      announce(told(outcome, name));
      if (outcome.status === "connected") onConnected(outcome.connectionId);
    } catch (error) {
      if (!signal.aborted) setAttempt(error as Error);
    }
  };
  return [attempt, begin] as const;
}

/** A key is nothing for a page: what is done in its place, and where. */
function TakesKey({ id, name, ways }: { id: string; name: string; ways: CredentialMetadata[] }) {
  const [{ authenticationType, inputSchema }] = ways as [CredentialMetadata];
  const fields = Object.keys(inputSchema?.properties?.["data"]?.properties ?? {});
  const data = fields.map((field) => `    ${field}: "…",\n`).join("");
  return (
    <div class="notice">
      <p>
        <strong>{name} takes a key, and has no consent page.</strong> A key is nothing for a page to
        carry: the handler connects by OAuth alone, and refuses this. Your server does it, with the
        client that holds Alloy’s key:
      </p>
      <pre class="data" tabIndex={0} aria-label="Code">{`await alloy.createCredential("${id}", {
  authenticationType: "${authenticationType}",
  data: {
${data}  },
});`}</pre>
      <p>From then on the connection is listed here, and its actions run as others do.</p>
    </div>
  );
}
