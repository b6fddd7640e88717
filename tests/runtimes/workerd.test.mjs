import { plain } from "./cells/workerd.mjs";
import { testCells } from "./cell.mjs";

await testCells(plain);
