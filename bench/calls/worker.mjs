// Runs inside workerd.
import { answers, parameters } from "../scenarios.mjs";
import { callMany } from "./call-many.mjs";

/** A Worker that calls through the contenders as it is asked to. */
export function serveContenders(contenders) {
  const connected = {};
  const connect = (name, origin) => (connected[name] ??= contenders[name]({ origin }));
  return {
    async fetch(request) {
      const { origin, verify, chunk } = await request.json();
      try {
        if (verify) await check(connect(verify.name, origin).act, verify.action);
        else {
          const { name, scenario, count } = chunk;
          await callMany(connect(name, origin).act, parameters[scenario.action], scenario, count);
        }
      } catch (error) {
        return new Response(`${error?.message ?? error}`, { status: 500 });
      }
      return new Response();
    },
  };
}

async function check(act, action) {
  const answer = await act(action, parameters[action]);
  // Key order counts too: the parser must have seen the very same text.
  if (JSON.stringify(answer) !== JSON.stringify(answers[action])) {
    throw new Error("the answer is not what was sent");
  }
}
