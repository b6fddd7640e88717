// `npm start`: from a fresh checkout to the guide's flow, run by the package inside workerd, and its page.
import { build } from "../scripts/build.mjs";
import { Failure, step } from "../scripts/progress.mjs";
import { bundle } from "./bundle.mjs";
import { printFlow } from "./print-flow.mjs";
import { requireFree, startWorker } from "./runtime.mjs";

const HELP = `Usage: npm start [-- --once]

Builds the package, runs the guide's flow through it in a Cloudflare Worker on this machine, prints each
request, and serves the page at http://127.0.0.1:8787 until Ctrl-C.

  --once  end after the printed flow; the exit code is 0 only if every step held
  --help  print this

  PORT             serve the page on another port; 0 for any that is free
  ALLOY_API_KEY    and ALLOY_USER_ID: run against Alloy itself in place of the embedded sandbox
  ALLOY_BASE_URL   where Alloy answers, with a key of your own
  ALLOY_CONNECTORS the connectors that the page offers: notion,slack,hubspot,mailgun unless you say otherwise`;

const { once, help } = readArguments(process.argv.slice(2));
if (help) console.log(HELP);
else await start();

async function start() {
  const port = once ? 0 : readPort(process.env.PORT);
  await requireFree(port);
  await build();
  await bundle();
  const worker = await step("workerd", () => startWorker(port));
  const ended = once ? undefined : untilSignal();
  try {
    console.log(`\n${introduction()}\n`);
    if (!(await printFlow(worker.url))) process.exitCode = 1;
    if (once) return;
    console.log(`\nThe page is at ${worker.url.origin} (Ctrl-C ends it)`);
    await ended;
  } finally {
    await worker.stop();
  }
}

function readArguments(args) {
  const unknown = args.find((arg) => arg !== "--once" && arg !== "--help");
  if (unknown !== undefined) {
    throw new Failure(`npm start does not know ${unknown}: it takes --once and --help.`);
  }
  return { once: args.includes("--once"), help: args.includes("--help") };
}

function readPort(text = "8787") {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new Failure(`PORT must be a number from 0 to 65535, not "${text}".`);
}

function introduction() {
  if (!process.env.ALLOY_API_KEY?.trim()) {
    return "The guide's flow, through alloy-connectivity in workerd, against the embedded sandbox:";
  }
  return [
    `The guide's flow, through alloy-connectivity in workerd, against ${process.env.ALLOY_BASE_URL || "Alloy itself"}, because ALLOY_API_KEY is set.`,
    "Consent is given in a browser there, so the flow takes the Notion connection that there is, and writes a page into it.",
  ].join("\n");
}

function untilSignal() {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      // Miniflare's own would end the process on the spot, as a failure.
      process.removeAllListeners(signal);
      process.once(signal, resolve);
    }
  });
}
