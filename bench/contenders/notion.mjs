// Its generic request; under the path `/v1/`, which it adds.
import { Client } from "@notionhq/client";
import { KEY, LIST_PATH, actionBody, actionPath } from "../request.mjs";

export default function connect({ origin, key = KEY, timeoutMs }) {
  const client = new Client({
    baseUrl: origin,
    auth: key,
    // It would print every failed attempt.
    logger: () => {},
    ...(timeoutMs && { timeoutMs }),
  });
  return {
    act: (action, parameters) =>
      client.request({
        path: actionPath(action).slice(1),
        method: "post",
        body: actionBody(parameters),
      }),
    list: () => client.request({ path: LIST_PATH.slice(1), method: "get" }),
  };
}
