import { cellsOf } from "./cells/node.mjs";
import { testCells } from "./cell.mjs";

await testCells(cellsOf(22));
