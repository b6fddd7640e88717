import { cells } from "./cells/deno.mjs";
import { testCells } from "./cell.mjs";

await testCells(cells);
