// Reads, writes and changes pages through a connection.
import { getConfig, NotionClient } from "alloy-connectivity/guide";

const titled = (content: string) => ({
  title: { type: "title", title: [{ type: "text", text: { content } }] },
});

try {
  const config = getConfig();
  const connectionId = process.env.CONNECTION_ID;
  if (!connectionId) throw new Error("CONNECTION_ID is not set");
  const notion = new NotionClient(config, connectionId);

  const pages = await notion.searchPages(undefined, { value: "page", property: "object" });
  console.log(`found ${pages.length}, more: ${pages.has_more}`);

  const page = await notion.createPage({
    parent: { type: "workspace", workspace: true },
    properties: titled("Meeting notes"),
  });
  console.log(`created ${page.id} at ${page.url}`);

  const updated = await notion.updatePage(page.id, { properties: titled("Meeting notes, final") });
  console.log(`updated ${updated.id}`);

  const got = await notion.getPage(page.id);
  const { title }: any = got.properties.title;
  console.log(`got ${title[0].plain_text}`);
} catch (error: any) {
  console.error(`failed: ${error.message}`);
  if (error.response?.data) console.error(JSON.stringify(error.response.data));
  process.exit(1);
}
