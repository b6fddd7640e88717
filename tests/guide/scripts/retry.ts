// Two helpers that call again: one when there were too many requests, for as long as the server asks
// for, and one whatever went wrong.
import { getConfig, NotionClient } from "alloy-connectivity/guide";

async function onTooMany<T>(operation: () => Promise<T>, times: number): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await operation();
    } catch (error: any) {
      if (error.response?.status !== 429 || attempt === times) throw error;
      console.log(`too many, ${error.response.headers["retry-after"]}`);
      await pause(attempt);
    }
  }
}

async function onAnything<T>(operation: () => Promise<T>, times: number): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await operation();
    } catch (error: any) {
      if (attempt === times) throw error;
      console.log(`again after ${error.message}`);
      await pause(attempt);
    }
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const helper = process.argv[2] === "too many" ? onTooMany : onAnything;
const notion = new NotionClient(getConfig(), process.env.CONNECTION_ID!);
const create = () =>
  notion.createPage({
    parent: { type: "workspace", workspace: true },
    properties: { title: { title: [{ text: { content: "Once" } }] } },
  });
await helper(create, 3).then(
  ({ object }) => console.log(`created a ${object}`),
  (error) => console.log(`gave up: ${error.message}`),
);
