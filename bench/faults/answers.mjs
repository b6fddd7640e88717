// The answers that the faults are made of.

/** Good for whichever client: an action's result, and a list of no connections. */
export const good = {
  status: 200,
  body: JSON.stringify({ object: "list", results: [], data: [] }),
};

// Codes as Notion's client knows them: it tries again by code, not by status.
const CODES = {
  401: "unauthorized",
  429: "rate_limited",
  500: "internal_server_error",
  503: "service_unavailable",
};

/** An error in a shape that each client can read. */
export function failed(status, { retryAfter, message = `status ${status}` } = {}) {
  const code = CODES[status];
  const body = { object: "error", status, code, message, error: { code, message } };
  return {
    status,
    headers: retryAfter === undefined ? {} : { "retry-after": `${retryAfter}` },
    body: JSON.stringify(body),
  };
}

export const html = (status) => ({
  status,
  headers: { "content-type": "text/html" },
  body: `<!doctype html><html><title>${status}</title><h1>Bad gateway</h1></html>`,
});
