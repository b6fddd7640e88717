import type { AlloyApiError, AlloyError } from "alloy-connectivity";

interface Props {
  readonly error: unknown;
  onRetry?(): void;
}

/** An error of the package's, with what its handler could go by. */
export function Problem({ error, onRetry }: Props) {
  const { name, message, hint, method, path, ...told } = read(error);
  const facts = Object.entries({ ...told, request: method && path && `${method} ${path}` });
  return (
    <div class="problem">
      <p class="what">
        <code>{name}</code> {message}
      </p>
      {hint && <p class="hint">{hint}</p>}
      <dl class="facts">
        {facts.map(([term, value]) =>
          value === undefined || value === "" ? null : (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** The names are those of the error's own properties. */
function read(error: unknown) {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message, hint, code, attempts, method, path } = error as AlloyError;
  const { status, requestId, retryAfterMs } = error as AlloyApiError;
  return { name, message, hint, code, status, requestId, attempts, retryAfterMs, method, path };
}
