import { withNodesModules } from "./cells/workerd.mjs";
import { testCells } from "./cell.mjs";

await testCells(withNodesModules);
