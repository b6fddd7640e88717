import { testCells } from "./cell.mjs";
import { cells } from "./cells/bundlers.mjs";

await testCells(cells);
