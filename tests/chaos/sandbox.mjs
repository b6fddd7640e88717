// The sandbox's process, as the run sees it.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("sandbox-process.mjs", import.meta.url));

/** @param {{ seed: string, retryAfter?: number, journalLimit?: number }} settings */
export async function openSandbox(settings) {
  const child = fork(program, [JSON.stringify(settings)]);
  const ended = once(child, "exit").then(([code, signal]) => {
    throw new Error(`The sandbox's process ended (${signal ?? `exit ${code}`}): it said why above`);
  });
  // Whoever waits for an answer hears of it; once it is closed nobody does.
  ended.catch(() => {});
  const message = async () => {
    const [content] = await Promise.race([once(child, "message"), ended]);
    return content;
  };
  const access = await message();
  return {
    /** What a client needs to reach it. */
    access,
    /** What its journal says. */
    digest() {
      child.send("digest");
      return message();
    },
    close: () => child.disconnect(),
  };
}
