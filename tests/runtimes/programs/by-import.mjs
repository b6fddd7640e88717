// Node, by import.
import * as sdk from "alloy-connectivity";
import * as offers from "./node-offers.mjs";
import { run } from "./run.mjs";

const world = JSON.parse(process.argv[2]);
process.stdout.write(JSON.stringify(await run(sdk, { ...world, ...offers })));
