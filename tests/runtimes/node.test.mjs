import { cells } from "./cells/node.mjs";
import { testCells } from "./cell.mjs";

await testCells(cells);
