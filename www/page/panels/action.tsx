import type { ActionDetails, ActionSummary } from "alloy-connectivity";
import type { Call } from "../alloy.js";
import { choose } from "../choice.js";
import { ActionForm, type Values } from "../form/action-form.js";
import { Empty, Loading, Panel } from "../parts/panel.js";
import { isPaged } from "../pagination.js";
import { Problem } from "../parts/problem.js";
import { RunButton } from "../parts/run-button.js";
import type { Resource } from "../resource.js";
import type { Run } from "../running.js";

interface Props {
  readonly connectorId: string | undefined;
  readonly actionId: string | undefined;
  readonly actions: Resource<ActionSummary[]>;
  readonly action: Resource<ActionDetails>;
  readonly values: Values;
  readonly idempotent: boolean;
  /** What would be run; undefined as long as there is no connection for it. */
  readonly call: Call | undefined;
  readonly run: Run;
  onValues(values: Values): void;
  onIdempotent(idempotent: boolean): void;
  onRun(): void;
  onStop(): void;
  onReload(): void;
}

/** The choice of an action, and the form made from its description. */
export function Action(props: Props) {
  const { connectorId, actionId, actions, action, run, onReload } = props;
  const isBusy = actions.state === "loading" || action.state === "loading";
  return (
    <Panel title="Action" isBusy={isBusy}>
      {connectorId === undefined && <Empty>Choose a connector to see what it can do.</Empty>}
      {actions.state === "loading" && <Loading what="actions" />}
      {actions.state === "failed" && <Problem error={actions.error} onRetry={onReload} />}
      {actions.state === "ready" && actions.value.length === 0 && (
        <Empty>This connector has no actions.</Empty>
      )}
      {actions.state === "ready" && actions.value.length > 0 && connectorId !== undefined && (
        <select
          aria-label="Action"
          value={actionId}
          onChange={({ currentTarget }) => choose(connectorId, currentTarget.value)}
        >
          {!actions.value.some(({ id }) => id === actionId) && (
            <option value={actionId}>{actionId}</option>
          )}
          {actions.value.map(({ id, displayName = id }) => (
            <option key={id} value={id}>
              {displayName === id ? id : `${displayName} (${id})`}
            </option>
          ))}
        </select>
      )}
      {action.state === "loading" && actions.state === "ready" && <Loading what="the form" />}
      {action.state === "failed" && actions.state !== "failed" && (
        <Problem error={action.error} onRetry={onReload} />
      )}
      {action.state === "ready" && (
        <Described {...props} action={action.value} error={run.state === "failed" && run.error} />
      )}
    </Panel>
  );
}

type DescribedProps = Omit<Props, "action"> & {
  readonly action: ActionDetails;
  readonly error: unknown;
};

function Described({ action, values, error, run, call, ...props }: DescribedProps) {
  const { description, httpMethod, path } = action;
  const isRunning = run.state === "running";
  return (
    <>
      <p class="description">
        {description}{" "}
        {path && (
          <span class="data soft endpoint">
            {httpMethod?.toUpperCase()} {path}
          </span>
        )}
      </p>
      <ActionForm
        action={action}
        values={values}
        error={error}
        onChange={props.onValues}
        onRun={() => call && !isRunning && props.onRun()}
      >
        <label class="check">
          <input
            type="checkbox"
            checked={props.idempotent}
            onChange={({ currentTarget }) => props.onIdempotent(currentTarget.checked)}
          />
          <span>
            It only reads, so it may be sent again after a failure{" "}
            <span class="data soft">idempotent</span>
          </span>
        </label>
        <p class="buttons">
          <RunButton
            name="Run"
            isPrimary
            isDisabled={!call}
            isRunning={isRunning}
            onStop={props.onStop}
          />
          {!call && <span class="soft">It needs a connection first.</span>}
        </p>
      </ActionForm>
      {call && <Code action={action} call={call} />}
    </>
  );
}

/** The same in code. */
function Code({ action, call }: { readonly action: ActionDetails; readonly call: Call }) {
  const { connectorId, actionId, parameters, connectionId, idempotent } = call;
  const options = { connectionId, ...(idempotent && !isPaged(action) && { idempotent }) };
  const given = [connectorId, actionId, parameters, options].map((it) =>
    JSON.stringify(it, null, 2),
  );
  const code = isPaged(action)
    ? `const pages = alloy.paginate(${given.join(", ")}).pages();\nfor await (const page of pages) console.log(page);`
    : `const answer = await alloy.executeAction(${given.join(", ")});`;
  return (
    <details>
      <summary>The same in code</summary>
      <pre class="data" tabIndex={0} aria-label="Code">
        {code}
      </pre>
    </details>
  );
}
