// What every contender asks for, so that the server sees the same from all of them.

export const KEY = "bench-key-0000";
export const USER = "bench-user";
export const CONNECTION = "bench-connection";
export const LIST_PATH = `/users/${USER}/credentials`;

export const actionPath = (action) => `/connectors/notion/actions/${action}`;
export const actionBody = (parameters) => ({ credentialId: CONNECTION, parameters });
export const bearer = (key) => ({ Authorization: `Bearer ${key}` });

export const alloyHeaders = (key) => ({
  ...bearer(key),
  "x-api-version": "2025-09",
  "x-alloy-userid": USER,
  Accept: "application/json",
  "Content-Type": "application/json",
});
