import { ofetch } from "ofetch";
import { KEY, LIST_PATH, actionBody, actionPath, bearer } from "../request.mjs";

export default function connect({ origin, key = KEY, timeoutMs }) {
  const client = ofetch.create({
    baseURL: origin,
    headers: bearer(key),
    ...(timeoutMs && { timeout: timeoutMs }),
  });
  return {
    act: (action, parameters, signal) =>
      client(actionPath(action), { method: "POST", body: actionBody(parameters), signal }),
    list: (signal) => client(LIST_PATH, { signal }),
  };
}
