// The measure: what a caller would write who wants nothing but the answer.

export default function raw(origin) {
  const headers = {
    Authorization: "Bearer bench-key-0000",
    "x-api-version": "2025-09",
    "x-alloy-userid": "bench-user",
    Accept: "application/json",
    "Content-Type": "application/json",
  };
  return async (action, parameters) => {
    const response = await fetch(`${origin}/connectors/notion/actions/${action}`, {
      method: "POST",
      headers,
      body: JSON.stringify({ credentialId: "bench-connection", parameters }),
    });
    return response.json();
  };
}
