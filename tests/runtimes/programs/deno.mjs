// In Deno, without its leave to read, to run or to look at the environment.
import * as sdk from "alloy-connectivity";
import { run } from "./run.mjs";

/* global Deno */

/** As Deno shows a value, and a little more. */
const inspect = (value) =>
  Deno.inspect(value, { depth: 10, showHidden: true, strAbbreviateSize: Infinity });

const world = JSON.parse(Deno.args[0]);
console.log(JSON.stringify(await run(sdk, { ...world, inspect })));
