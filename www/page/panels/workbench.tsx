import type { ActionDetails } from "alloy-connectivity";
import { useEffect, useState } from "preact/hooks";
import { alloy, type Call } from "../alloy.js";
import { EXAMPLES } from "../form/examples.js";
import type { Values } from "../form/action-form.js";
import { isPaged } from "../pagination.js";
import { useResource } from "../resource.js";
import { useRun } from "../running.js";
import { Action } from "./action.js";
import { Answer } from "./answer.js";
import { Batch } from "./batch.js";

interface Props {
  readonly connectorId: string | undefined;
  /** Default: the connector's first. */
  readonly actionId: string | undefined;
  /** What actions are run with; undefined where there is none. */
  readonly connectionId: string | undefined;
  readonly isLive: boolean;
  onAnswer(): void;
}

/** An action, what it answers, and many of it. */
export function Workbench(props: Props) {
  const { connectorId = "", actionId: wantedId, connectionId, isLive, onAnswer } = props;
  const [actions, reloadActions] = useResource(
    connectorId === "" ? null : `actions of ${connectorId}`,
    (signal) => alloy.listActions(connectorId, { signal }),
  );
  const firstId = actions.state === "ready" ? actions.value[0]?.id : undefined;
  const actionId = wantedId ?? firstId ?? "";
  const key = `${connectorId}/${actionId}`;
  const [action, reloadAction] = useResource(
    connectorId === "" || actionId === "" ? null : key,
    (signal) => alloy.getAction(connectorId, actionId, { signal }),
  );
  const described = action.state === "ready" ? action.value : undefined;

  const [filled, setFilled] = useFilled(key, described);
  const [run, { start, next, stop, reset }] = useRun();
  useEffect(reset, [key]);
  useEffect(() => {
    if (run.state === "answered") onAnswer();
  }, [run.state]);

  const call: Call | undefined =
    described && connectionId !== undefined
      ? {
          connectorId,
          actionId,
          connectionId,
          parameters: filled.values,
          idempotent: filled.idempotent,
        }
      : undefined;
  const begin = call && (() => start(call, isPaged(described!)));

  return (
    <div class="column workbench">
      <Action
        connectorId={connectorId === "" ? undefined : connectorId}
        actionId={actionId}
        actions={actions}
        action={action}
        {...filled}
        call={call}
        run={run}
        onValues={(values) => setFilled({ ...filled, values })}
        onIdempotent={(idempotent) => setFilled({ ...filled, idempotent })}
        onRun={() => begin?.()}
        onStop={stop}
        onReload={() => {
          if (actions.state === "failed") reloadActions();
          if (action.state === "failed") reloadAction();
        }}
      />
      <Answer run={run} onNext={next} onRetry={begin} />
      <Batch key={key} call={call} isLive={isLive} onAnswer={onAnswer} />
    </div>
  );
}

interface Filled {
  readonly values: Values;
  readonly idempotent: boolean;
}

/** What the form holds: of each action its own, beginning with an example. */
function useFilled(key: string, action: ActionDetails | undefined) {
  const [filled, setFilled] = useState<{ key: string } & Filled>();
  const current =
    filled?.key === key
      ? filled
      : { values: EXAMPLES[key] ?? {}, idempotent: action !== undefined && reads(action) };
  return [current, (filled: Filled) => setFilled({ ...filled, key })] as const;
}

/** Whether an action changes nothing, as far as its description and its name tell. */
const reads = ({ id, httpMethod }: ActionDetails): boolean =>
  httpMethod === "get" || /search|query|list/i.test(id);
