import { testCells } from "./cell.mjs";
import { cells } from "./cells/chromium.mjs";

await testCells(cells);
