// A consumer of fetch over node:http.
import { AlloyConnectivity, type FetchLike } from "alloy-connectivity";
import { createFetch, fetch, type NodeFetch, type NodeFetchOptions } from "alloy-connectivity/node";

export function injects(): AlloyConnectivity {
  const fetchLike: FetchLike = fetch;
  const options: NodeFetchOptions = { maxSockets: 8, keepAliveMs: 10_000 };
  const own: NodeFetch = createFetch(options);
  own.close();
  // @ts-expect-error: the shared connections are not one user's to close
  fetch.close();
  // @ts-expect-error: a number of connections
  createFetch({ maxSockets: "8" });
  // @ts-expect-error: misspelt
  createFetch({ keepAlive: 1 });
  // @ts-expect-error: a request is a URL and its options
  fetch({ url: "https://host.example" });
  new AlloyConnectivity({ apiKey: "k", fetch: fetchLike });
  return new AlloyConnectivity({ apiKey: "k", fetch: own });
}

export async function asks(signal: AbortSignal): Promise<string> {
  const answer: Response = await fetch(new URL("https://host.example"), {
    ...{ method: "POST", headers: { "x-a": "b" }, body: "{}", redirect: "error", signal },
  });
  const json = await createFetch()("https://host.example").then((answer) => answer.json());
  await answer.clone().body?.cancel();
  void [json, answer.headers.get("x-a")];
  return answer.text();
}
