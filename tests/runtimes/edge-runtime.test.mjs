import { cells } from "./cells/edge-runtime.mjs";
import { testCells } from "./cell.mjs";

await testCells(cells);
