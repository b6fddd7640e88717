// Creates several pages at once, and tells which of them did not come to be.
import { getConfig, NotionClient } from "alloy-connectivity/guide";

const notion = new NotionClient(getConfig(), process.env.CONNECTION_ID!);
const titles = ["Monday", "Tuesday", "Wednesday"];

const results = await Promise.allSettled(
  titles.map((content) =>
    notion.createPage({
      parent: { type: "workspace", workspace: true },
      properties: { title: { type: "title", title: [{ type: "text", text: { content } }] } },
    }),
  ),
);

const failures = results.flatMap((result, index) =>
  result.status === "rejected" ? [`${titles[index]}: ${result.reason.message}`] : [],
);
console.log(`created ${results.length - failures.length}, failed ${failures.length}`);
for (const failure of failures) console.error(failure);
