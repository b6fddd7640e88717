import { once } from "node:events";
import { Failure } from "../scripts/progress.mjs";

/** What a forked process says first; a failure if it ends before. */
export async function firstMessage(child, name) {
  const ended = once(child, "exit").then(([code]) => {
    throw new Failure(`The benchmark's ${name} ended (exit ${code}) before it was ready.`);
  });
  const [message] = await Promise.race([once(child, "message"), ended]);
  return message;
}
