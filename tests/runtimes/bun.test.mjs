import { cells } from "./cells/bun.mjs";
import { testCells } from "./cell.mjs";

await testCells(cells);
