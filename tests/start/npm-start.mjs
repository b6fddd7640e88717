import { spawn } from "node:child_process";
import { once } from "node:events";
import { fromRoot } from "../../scripts/paths.mjs";

/** Runs what `npm start` runs to its end; the environment has none of the variables that it reads but those given. */
export async function start(args, variables) {
  const { child, output } = launch(args, variables);
  const [code] = await once(child, "close");
  return { code, output: output() };
}

/** Runs it until its page is served, on any port that is free where the variables name none. */
export async function startServing(variables) {
  const { child, output } = launch([], { PORT: "0", ...variables });
  const closed = once(child, "close");
  const served = new Promise((resolve) => {
    child.stdout.on("data", () => {
      const [, url] = output().match(/^The page is at (\S+) /m) ?? [];
      if (url) resolve(url);
    });
  });
  const url = await Promise.race([
    served,
    closed.then(([code]) => Promise.reject(new Error(`ended with ${code}:\n${output()}`))),
  ]);
  return {
    url,
    output,
    /** What Ctrl-C does; gives the exit code. */
    async interrupt() {
      child.kill("SIGINT");
      const [code] = await closed;
      return code;
    },
  };
}

function launch(args, variables = {}) {
  const { ALLOY_API_KEY, ALLOY_USER_ID, ALLOY_BASE_URL, PORT, ...environment } = process.env;
  const child = spawn(process.execPath, [fromRoot("www/start.mjs"), ...args], {
    env: { ...environment, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk) => (text += chunk));
  }
  return { child, output: () => text };
}
