import { memo } from "preact/compat";
import { duration } from "../format.js";
import { CODES, type Attempt, type CallRow } from "../timeline/timeline.js";

const WHO = { page: ["Page", "→ Worker"], worker: ["Worker", "→ Alloy"] } as const;

// A wait of this long fills its bar.
const LONGEST_MS = 4_000;

/** The requests of one call. It is made anew only when the call has changed, however many there are. */
export const RequestRows = memo(function RequestRows({ row }: { readonly row: CallRow }) {
  const { lane, operation, attempts, notes } = row;
  return (
    <tbody role="rowgroup" class={lane}>
      {attempts.map((attempt, index) => (
        <tr role="row" key={attempt.number} class={kindOf(attempt)}>
          {index === 0 && (
            <th role="rowheader" scope="rowgroup" rowSpan={attempts.length} class="who">
              {WHO[lane][0]} <span class="whole">{WHO[lane][1]}</span>
            </th>
          )}
          <td role="cell" class="route">
            {index === 0 && <span class="operation">{operation}</span>}
            <Path attempt={attempt} row={row} />
            {index === attempts.length - 1 &&
              notes.map((note) => (
                <span key={note} class="note">
                  {note}
                </span>
              ))}
          </td>
          <td role="cell" class="try">
            {attempt.number}
          </td>
          <td role="cell" class="wait">
            {attempt.wait && <Wait wait={attempt.wait} isOver={attempt.sentAt !== undefined} />}
          </td>
          <td role="cell" class="status">
            <Status attempt={attempt} />
          </td>
          <td role="cell" class="ms">
            {attempt.ms === undefined ? "" : Math.round(attempt.ms).toLocaleString("en")}
          </td>
        </tr>
      ))}
    </tbody>
  );
});

function Wait({
  wait,
  isOver,
}: {
  readonly wait: NonNullable<Attempt["wait"]>;
  readonly isOver: boolean;
}) {
  const ms = wait.until - wait.since;
  const reason = { backoff: "back-off", retry_after: "Retry-After", rate_limit: "own rate" };
  const share = Math.min(1, ms / LONGEST_MS);
  return (
    <>
      {duration(ms)} <span class="soft">{reason[wait.reason]}</span>
      <span class="track" aria-hidden="true">
        <span
          class={isOver ? "bar" : "bar running"}
          style={{ "inline-size": `${share * 100}%`, "animation-duration": `${ms}ms` }}
        />
      </span>
    </>
  );
}

function Status({ attempt: { sentAt, ms, status, code } }: { readonly attempt: Attempt }) {
  if (status !== undefined) return <>{status}</>;
  if (code !== undefined) return <>{CODES[code] ?? code}</>;
  if (ms !== undefined) return <>no answer</>;
  return <span class="soft">{sentAt === undefined ? "waits" : "…"}</span>;
}

function kindOf({ status = 0, code }: Attempt): string {
  if (code === "ABORTED") return "aborted";
  if (code !== undefined || status >= 500) return "failed";
  return status >= 400 ? "refused" : "";
}

/** With the ids that the event tells; where it is too long, it breaks before a slash. */
function Path({
  attempt: { method, route },
  row,
}: {
  readonly attempt: Attempt;
  readonly row: CallRow;
}) {
  const { connectorId = "{connectorId}", actionId = "{actionId}" } = row;
  const path = route
    .replace("{connectorId}", () => connectorId)
    .replace("{actionId}", () => actionId);
  return (
    <span class="data">
      {method}{" "}
      {path.split(/(?=\/)/).map((segment) => (
        <>
          <wbr />
          {segment}
        </>
      ))}
    </span>
  );
}
