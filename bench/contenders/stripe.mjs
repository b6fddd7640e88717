// Its raw request, under `/v2`, where it sends JSON as everybody else here does.
import Stripe from "stripe";
import { KEY, LIST_PATH, actionBody, actionPath } from "../request.mjs";

export default function connect({ origin, key = KEY, timeoutMs }) {
  const { hostname, port } = new URL(origin);
  const client = new Stripe(key, {
    host: hostname,
    port: Number(port),
    protocol: "http",
    ...(timeoutMs && { timeout: timeoutMs }),
  });
  return {
    act: (action, parameters) =>
      client.rawRequest("POST", `/v2${actionPath(action)}`, actionBody(parameters)),
    list: () => client.rawRequest("GET", `/v2${LIST_PATH}`),
  };
}
