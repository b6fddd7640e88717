/**
 * How a connection is begun.
 *
 * @example
 * ```ts
 * import { connectWithPopup } from "alloy-connectivity/browser";
 *
 * await connectWithPopup("notion", {
 *   baseUrl: "https://api.app.example/alloy",
 *   headers: { authorization: `Bearer ${localStorage.getItem("session")}` },
 *   signal: AbortSignal.timeout(120_000),
 * });
 * ```
 */
export interface ConnectOptions {
  /**
   * Where the edge handler is mounted. On another origin the handler must list the page's in its `origins`, and be of
   * the same site (`api.app.example` for `app.example`): browsers keep its cookie only there.
   * @defaultValue "/alloy"
   */
  baseUrl?: string | undefined;
  /**
   * Where the user returns to after a redirect. A popup has no need of it, unless `baseUrl` is of another origin: there
   * it is the page of this origin that calls {@link readConnectOutcome}.
   * @defaultValue the page itself
   */
  returnTo?: string | undefined;
  /** The connector's own fields, such as a shop's name. */
  data?: Readonly<Record<string, unknown>> | undefined;
  /** Gives up: the promise rejects with the signal's reason, and the popup is closed. */
  signal?: AbortSignal | undefined;
  /** Added to the request that begins the connection, such as an `Authorization`. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** @defaultValue the page's own `fetch` */
  fetch?: typeof fetch | undefined;
}

/**
 * How the popup opens.
 *
 * @example
 * ```ts
 * import { connectWithPopup } from "alloy-connectivity/browser";
 *
 * await connectWithPopup("notion", { width: 600, height: 800, fallback: "none" });
 * ```
 */
export interface PopupOptions extends ConnectOptions {
  /** In CSS pixels. @defaultValue 520 */
  width?: number | undefined;
  /** In CSS pixels. @defaultValue 720 */
  height?: number | undefined;
  /**
   * What to do where no popup can be had: leave the page for the provider's, or reject with `POPUP_BLOCKED`.
   * @defaultValue "redirect"
   */
  fallback?: "redirect" | "none" | undefined;
}

/** The user allowed it, and the connection is there. */
export interface ConnectedOutcome {
  /** What tells this outcome from the others. */
  status: "connected";
  /** The connector that was to be connected. */
  connectorId: string;
  /** The new connection: what actions take as `connectionId`. */
  connectionId: string;
  /** Which attempt this is the outcome of. */
  flow: string;
}

/** The user refused (`denied`), or it came to nothing (`failed`). */
export interface UnconnectedOutcome {
  /** What tells this outcome from the others. */
  status: "denied" | "failed";
  /** The connector that was to be connected. */
  connectorId: string;
  /** A code, such as `access_denied`. */
  error: string;
  /** Which attempt this is the outcome of. */
  flow: string;
}

/** The user closed the popup, or came back by the Back button, before there was an outcome. */
export interface ConnectClosed {
  /** What tells this outcome from the others. */
  status: "closed";
  /** The connector that was to be connected. */
  connectorId: string;
}

/**
 * What became of an attempt to connect.
 *
 * @example
 * ```ts
 * import type { ConnectOutcome } from "alloy-connectivity/browser";
 *
 * function describe(outcome: ConnectOutcome): string {
 *   switch (outcome.status) {
 *     case "connected":
 *       return `Connected: ${outcome.connectionId}`;
 *     case "denied":
 *       return "You did not allow it.";
 *     case "failed":
 *       return `It failed: ${outcome.error}`;
 *     case "closed":
 *       return "The window was closed.";
 *   }
 * }
 * ```
 */
export type ConnectOutcome = ConnectedOutcome | UnconnectedOutcome | ConnectClosed;
