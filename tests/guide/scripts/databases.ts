// Reads a database and what is in it.
import { getConfig, NotionClient } from "alloy-connectivity/guide";

const notion = new NotionClient(getConfig(), process.env.CONNECTION_ID!);
const [found] = await notion.searchPages("", { value: "database", property: "object" });
if (!found) throw new Error("There is no database");
const database = await notion.getDatabase(found.id);
const rows = await notion.queryDatabase(database.id, { sorts: [] });
const same = await notion.executeAction("query-database", { database_id: database.id });
console.log(`${database.id} has ${rows.length}, ${same.results.length} as they come`);
console.log(rows.every((row) => row.parent.database_id === database.id));
