import type { CallbackResponse } from "alloy-connectivity";
import type { PendingConnection } from "../connect.js";
import { ask } from "./ask.js";
import { byId, element } from "./element.js";
import { failureNotice, notice } from "./notice.js";

// Of this tab alone, and gone with it.
const PENDING = "pending-connection";

/** The button that sends the user to the consent page, and what came of it on the way back. */
export async function connectPanel(): Promise<void> {
  const button = byId("connect", HTMLButtonElement);
  const outcome = byId("connect-outcome", HTMLElement);

  button.addEventListener("click", async () => {
    button.disabled = true;
    outcome.replaceChildren(notice("busy", "Asking Alloy for its consent page…"));
    try {
      await leaveForConsent();
    } catch (error) {
      outcome.replaceChildren(failureNotice(error));
      button.disabled = false;
    }
  });
  // Going back from the consent page may bring the page as it was left.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    button.disabled = false;
    outcome.replaceChildren();
  });

  if (location.pathname !== "/callback" || location.search === "") return;
  outcome.replaceChildren(notice("busy", "Finishing the connection…"));
  try {
    const { connectionId } = await takeCallback();
    outcome.replaceChildren(
      notice("good", "Notion is connected", element("code", {}, connectionId)),
    );
  } catch (error) {
    outcome.replaceChildren(failureNotice(error, "Notion is not connected"));
  }
}

async function leaveForConsent(): Promise<void> {
  const { oauthUrl, pending } = await ask<{ oauthUrl: string; pending: PendingConnection }>(
    "POST",
    "/api/connect",
  );
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  location.assign(oauthUrl);
}

async function takeCallback(): Promise<CallbackResponse> {
  const query = location.search;
  const pending = sessionStorage.getItem(PENDING) ?? "null";
  sessionStorage.removeItem(PENDING);
  // The code works once: it has no place in the history, nor in a reload.
  history.replaceState(null, "", "/callback");
  const body = { query, pending: JSON.parse(pending) as PendingConnection | null };
  return await ask("POST", "/api/callback", body);
}
