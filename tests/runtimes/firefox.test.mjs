import { testCells } from "./cell.mjs";
import { cells } from "./cells/firefox.mjs";

await testCells(cells);
