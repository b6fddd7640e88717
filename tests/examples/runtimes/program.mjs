// An example that is a program of its own: it prints where it listens.
import { spawn } from "node:child_process";
import { once } from "node:events";

const LISTENING = /Listening on (http:\/\/[^/\s]+)\/?\s/;
const START_MS = 60_000;

/** Starts it; `complaints` is what it wrote beside that line. */
export async function startProgram([command, ...args], { cwd, env }) {
  const child = spawn(command, args, {
    ...{ cwd, stdio: ["ignore", "pipe", "pipe"] },
    env: { PATH: process.env.PATH, HOME: cwd, ...env },
  });
  const ended = once(child, "exit");
  let written = "";
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail("does not listen"), START_MS);
    const fail = (reason) => {
      child.kill("SIGKILL");
      reject(new Error(`${command} ${reason}: ${written}`));
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        written += text;
        const found = LISTENING.exec(written);
        if (!found) return;
        clearTimeout(timer);
        resolve(found[1]);
      });
    }
    child.once("error", ({ message }) => fail(message));
    child.once("exit", (code) => fail(`ended with ${code}`));
  });
  return {
    url,
    complaints: () => written.replace(/.*Listening on .*\n/, ""),
    close: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
