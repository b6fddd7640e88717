/** What a form begins with, for actions that one would want to try: with nothing to look up first. */
export const EXAMPLES: Readonly<Record<string, Record<string, unknown>>> = {
  // Fewer than there are, so that there is a next page.
  "notion/post-search": { page_size: 2 },
  "notion/post-page": {
    parent: { type: "workspace", workspace: true },
    properties: {
      title: { title: [{ type: "text", text: { content: "Made on the demo’s page" } }] },
    },
  },
  "slack/conversations_list": { limit: 2 },
  "slack/chat_postMessage": { channel: "general" },
  "hubspot/list-contacts": { limit: 2 },
  "hubspot/create-contact": {
    properties: { firstname: "Ada", lastname: "Lovelace", email: "ada@example.com" },
  },
};
