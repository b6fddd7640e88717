import type { Connection } from "alloy-connectivity";
import { useEffect, useRef } from "preact/hooks";

interface Props {
  readonly connection: Connection;
  /** The connector's. */
  readonly name: string;
  onDelete(): void;
  onKeep(): void;
}

/** Asks before a connection is deleted. */
export function DeleteDialog({ connection: { id }, name, onDelete, onKeep }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Closed, it gives the focus back to where it was.
    return () => shown?.close();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby="delete-title" onCancel={onKeep}>
      <h2 id="delete-title">Delete this connection?</h2>
      <p>
        <strong>{name}</strong> <span class="data">{id}</span>
      </p>
      <p>What uses it will fail from then on. To have it back, it must be connected anew.</p>
      <p class="buttons">
        <button type="button" class="danger" onClick={onDelete}>
          Delete
        </button>
        <button type="button" onClick={onKeep} autofocus>
          Keep
        </button>
      </p>
    </dialog>
  );
}
