// In Bun.
import * as sdk from "alloy-connectivity";
import { run } from "./run.mjs";

/* global Bun */

const inspect = (value) => Bun.inspect(value, { depth: 10 });

const world = JSON.parse(process.argv[2]);
console.log(JSON.stringify(await run(sdk, { ...world, inspect })));
