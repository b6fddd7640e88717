// The failures of a connection, in the form that Node's own fetch gives them.

const RESET = "ECONNRESET";

/** What `fetch` rejects with when the connection is reset before an answer came. */
export function connectionReset(): TypeError {
  return new TypeError("fetch failed", { cause: withCode(`read ${RESET}`, RESET) });
}

export function isConnectionReset(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && cause.code === RESET;
}

/** What a body fails with when its connection is closed before its end. */
export function bodyTerminated(): TypeError {
  return new TypeError("terminated", { cause: withCode("other side closed", "UND_ERR_SOCKET") });
}

function withCode(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}
