/**
 * Why a connection could not be begun, or not be waited for.
 *
 * @example
 * ```ts
 * import { ConnectError, connectWithPopup } from "alloy-connectivity/browser";
 *
 * try {
 *   await connectWithPopup("notion");
 * } catch (error) {
 *   if (error instanceof ConnectError && error.code === "NOT_SIGNED_IN") location.assign("/login");
 *   else throw error;
 * }
 * ```
 */
export class ConnectError extends Error {
  /** `"ConnectError"`, also where a minifier has renamed the class. */
  override readonly name = "ConnectError";
  /**
   * The handler's own code where it refused, such as `NOT_SIGNED_IN` or `CONNECTOR_REFUSED`. Else:
   * - `NETWORK`: no answer; `cause` says why
   * - `ANSWER_INVALID`: an answer that is not the handler's
   * - `POPUP_BLOCKED`: no popup, and `fallback` is `"none"`
   * - `EXPIRED`: ten minutes without an outcome
   * - `CAME_BACK`: after a redirect the user came back by the Back button
   */
  readonly code: string;
  /** The answer's HTTP status; 0 where there was none. */
  readonly status: number;

  /** @internal */
  constructor(code: string, message: string, status = 0, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.status = status;
  }
}
