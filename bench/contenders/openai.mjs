// Its generic post and get.
import OpenAI from "openai";
import { KEY, LIST_PATH, actionBody, actionPath } from "../request.mjs";

export default function connect({ origin, key = KEY, timeoutMs }) {
  const client = new OpenAI({
    baseURL: origin,
    apiKey: key,
    ...(timeoutMs && { timeout: timeoutMs }),
  });
  return {
    act: (action, parameters, signal) =>
      client.post(actionPath(action), { body: actionBody(parameters), signal }),
    list: (signal) => client.get(LIST_PATH, { signal }),
  };
}
