import ky from "ky";
import { KEY, LIST_PATH, actionBody, actionPath, bearer } from "../request.mjs";

export default function connect({ origin, key = KEY, timeoutMs }) {
  const client = ky.create({
    baseUrl: origin,
    headers: bearer(key),
    ...(timeoutMs && { timeout: timeoutMs }),
  });
  return {
    act: (action, parameters, signal) =>
      client.post(actionPath(action), { json: actionBody(parameters), signal }).json(),
    list: (signal) => client.get(LIST_PATH, { signal }).json(),
  };
}
