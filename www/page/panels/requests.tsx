import { useState } from "preact/hooks";
import { count, duration } from "../format.js";
import { Empty, Panel } from "../parts/panel.js";
import { useStore } from "../store.js";
import { clearRequests, requests } from "../timeline/record.js";
import { CODES, isTrouble, type Totals } from "../timeline/timeline.js";
import { RequestRows } from "./request-rows.js";

/** What both clients told their observers, a row for each request, the newest call first. */
export function Requests() {
  const { rows, forgotten, totals } = useStore(requests);
  const [isFiltered, setFiltered] = useState(false);
  const shown = isFiltered ? rows.filter(isTrouble) : rows;
  return (
    <Panel
      title="Requests"
      aside={
        <button type="button" class="small" onClick={clearRequests}>
          Clear
        </button>
      }
    >
      <Summary totals={totals} />
      <label class="check">
        <input
          type="checkbox"
          checked={isFiltered}
          onChange={({ currentTarget }) => setFiltered(currentTarget.checked)}
        />
        Only calls that failed or waited
      </label>
      {shown.length === 0 ? (
        <Empty>
          {rows.length === 0
            ? "Each request is listed here as it goes out: this page’s to the Worker, and the Worker’s to Alloy."
            : "None of the calls failed or waited."}
        </Empty>
      ) : (
        <div class="scroll" role="region" aria-label="List of requests" tabIndex={0}>
          <table role="table">
            <thead role="rowgroup">
              <tr role="row">
                <th role="columnheader">Who</th>
                <th role="columnheader">Route</th>
                <th role="columnheader" aria-label="Attempt">
                  Try
                </th>
                <th role="columnheader">Wait</th>
                <th role="columnheader">Status</th>
                <th role="columnheader">ms</th>
              </tr>
            </thead>
            {shown.map((row) => (
              <RequestRows key={row.key} row={row} />
            ))}
          </table>
          {forgotten > 0 && (
            <p class="forgotten">
              {count(forgotten, "earlier call")} counted above, and not listed any more
            </p>
          )}
        </div>
      )}
    </Panel>
  );
}

function Summary({
  totals: { requests, retries, waitedMs, failures },
}: {
  readonly totals: Totals;
}) {
  return (
    <p class="summary">
      <strong>{count(requests, "request")}</strong>
      {Object.entries(failures).map(([name, times]) => (
        <span key={name} class="bad">
          {times} × {CODES[name] ?? name}
        </span>
      ))}
      {retries > 0 && <span>{retries} sent again</span>}
      {waitedMs > 0 && <span>{duration(waitedMs)} waited</span>}
    </p>
  );
}
