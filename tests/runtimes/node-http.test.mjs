// Node, with `alloy-connectivity/node` in place of its own fetch.
import { openCell, report, run } from "./cell.mjs";

const { folder, serve } = await openCell();
const { world, ledgers } = await serve();
const program = [process.execPath, "programs/by-node-http.mjs", JSON.stringify(world)];
const { stdout } = await run(folder, program);
report("Node, over node:http", JSON.parse(stdout), ledgers);
