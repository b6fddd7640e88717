// What runs a script in Vercel's edge runtime: `node edge-host.mjs SCRIPT ARGUMENT` prints what it answers.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { EdgeRuntime } = createRequire(import.meta.url)("edge-runtime");

const [script, ARGUMENT] = process.argv.slice(2);
const runtime = new EdgeRuntime({
  initialCode: readFileSync(script, "utf8"),
  extend: (context) => Object.assign(context, { ARGUMENT }),
});
const answer = await runtime.dispatchFetch("http://edge.example/");
process.stdout.write(await answer.text());
