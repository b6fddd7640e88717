/**
 * @typedef {object} History  what is known of one call
 * @property {string} call
 * @property {"write" | "read"} kind
 * @property {object} [result]  what the client said of it; none where it never settled
 * @property {{ requestId: string, fault: string | null }[]} requests  as the sandbox saw them
 * @property {number} effects
 */

/**
 * Puts together what was planned, what the client said, and what the sandbox saw.
 *
 * @returns {{ histories: History[], strays: string[] }} `strays`: what belongs to no call
 */
export function tell(planned, { results, requests, effects }) {
  const histories = new Map(
    planned.map(({ call, kind }) => [
      call,
      { call, kind, result: undefined, requests: [], effects: 0 },
    ]),
  );
  const strays = [];
  const of = (call, what) => {
    const history = histories.get(call);
    if (!history) strays.push(`${what} of ${call ?? "no call"}`);
    return history;
  };
  for (const { call, ...result } of results) {
    const history = of(call, "a result");
    if (history?.result) strays.push(`a second result of ${call}`);
    else if (history) history.result = result;
  }
  for (const { call, ...request } of requests) of(call, "a request")?.requests.push(request);
  for (const { call } of effects) {
    const history = of(call, "an effect");
    if (history) history.effects += 1;
  }
  return { histories: [...histories.values()], strays };
}
