import type { Connection, Verification } from "alloy-connectivity";
import { useEffect, useRef, useState } from "preact/hooks";
import { alloy } from "../alloy.js";
import { announce } from "../announce.js";
import { revoke } from "../demo.js";
import { clockTime } from "../format.js";
import { Problem } from "../parts/problem.js";

interface Props {
  readonly connection: Connection;
  /** The connector's. */
  readonly name: string;
  readonly isUsed: boolean;
  readonly isLive: boolean;
  onUse(): void;
  onDelete(): void;
}

export function ConnectionItem(props: Props) {
  const { connection, name, isUsed, isLive, onUse, onDelete } = props;
  const { id, createdAt } = connection;
  const [verified, verify, forget] = useVerifying(id);
  const isVerifying = verified === "under way";
  const found = typeof verified === "object" && !(verified instanceof Error) ? verified : undefined;
  return (
    <li>
      <p class="title">
        <strong>{name}</strong>
        {isUsed && <span class="badge">in use</span>}
        {found && <Verdict found={found} />}
        {createdAt && <span class="soft">since {clockTime(createdAt)}</span>}
      </p>
      <p class="data">{id}</p>
      <p class="buttons">
        <button type="button" class="small" aria-disabled={isVerifying} onClick={verify}>
          {isVerifying ? "Verifying…" : "Verify"}
          <span class="spoken"> {id}</span>
        </button>
        {!isUsed && (
          <button type="button" class="small" onClick={onUse}>
            Use<span class="spoken"> {id}</span>
          </button>
        )}
        {!isLive && (
          <button type="button" class="small" onClick={() => void revokeAtService(id).then(forget)}>
            Revoke<span class="spoken"> {id} at the service</span>
          </button>
        )}
        <button type="button" class="small danger" onClick={onDelete}>
          Delete<span class="spoken"> {id}</span>
        </button>
      </p>
      {found && !found.ok && <Problem error={found.error} />}
      {verified instanceof Error && <Problem error={verified} />}
    </li>
  );
}

/** It stays in the list; who uses it, or verifies it, is told. */
function revokeAtService(id: string): Promise<void> {
  return revoke(id).then(
    () => announce(`Connection ${id} is revoked at the service. Verify it, or run an action.`),
    (error: Error) => announce(error.message),
  );
}

function useVerifying(id: string) {
  const [verified, setVerified] = useState<"not yet" | "under way" | Verification | Error>(
    "not yet",
  );
  const controller = useRef(new AbortController());
  useEffect(() => () => controller.current.abort(), []);
  const verify = async () => {
    if (verified === "under way") return;
    const { signal } = controller.current;
    setVerified("under way");
    try {
      const found = await alloy.verifyConnection(id, { signal });
      setVerified(found);
      announce(`Connection ${id}: ${verdictOf(found).toLowerCase()}.`);
    } catch (error) {
      if (!signal.aborted) setVerified(error as Error);
    }
  };
  return [verified, verify, () => setVerified("not yet")] as const;
}

function Verdict({ found }: { readonly found: Verification }) {
  const why = found.ok && !found.probed ? found.why : undefined;
  return (
    <>
      <span class={`badge ${found.ok ? "good" : "bad"}`}>{verdictOf(found)}</span>
      {why && <span class="soft">{why}</span>}
    </>
  );
}

const REASONS = {
  not_found: "Gone",
  wrong_user: "Another user’s",
  expired: "Expired",
  revoked: "Revoked",
  unknown: "Does not work",
};

function verdictOf(found: Verification): string {
  if (!found.ok) return REASONS[found.reason];
  return found.probed ? "Works" : "Listed, not tried";
}
