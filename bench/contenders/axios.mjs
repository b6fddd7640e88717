// As Alloy's guide uses it: an instance with the base URL and two headers.
import axios from "axios";
import { KEY, LIST_PATH, actionBody, actionPath, bearer } from "../request.mjs";

export default function connect({ origin, key = KEY, timeoutMs }) {
  const client = axios.create({
    baseURL: origin,
    headers: { ...bearer(key), "Content-Type": "application/json" },
    ...(timeoutMs && { timeout: timeoutMs }),
  });
  return {
    async act(action, parameters, signal) {
      const options = signal && { signal };
      return (await client.post(actionPath(action), actionBody(parameters), options)).data;
    },
    list: async (signal) => (await client.get(LIST_PATH, signal && { signal })).data,
  };
}
