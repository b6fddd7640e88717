// The measure: what a caller would write who wants nothing but the answer.
import { KEY, actionBody, actionPath, alloyHeaders } from "../request.mjs";

export default function connect({ origin, key = KEY }) {
  const headers = alloyHeaders(key);
  return {
    async act(action, parameters) {
      const response = await fetch(origin + actionPath(action), {
        method: "POST",
        headers,
        body: JSON.stringify(actionBody(parameters)),
      });
      return response.json();
    },
  };
}
