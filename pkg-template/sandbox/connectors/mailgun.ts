import { coded } from "../answers.js";
import type { JsonObject } from "../json.js";
import type { State } from "../state.js";
import type { DataField } from "./authentication.js";
import type { ActionParameter, Connector, Execution } from "./connector.js";
import { perUser } from "./per-user.js";

interface MailEvent {
  readonly id: string;
  readonly event: "accepted";
  readonly timestamp: number;
  readonly recipient: string;
  readonly message: JsonObject;
}

/** One user's Mailgun. */
interface Account {
  readonly domain: string;
  /** Latest first. */
  readonly events: MailEvent[];
}

const KEY = { pattern: "^key-[0-9a-f]{32}$", sample: "key-0123456789abcdef0123456789abcdef" };
const REGION: DataField = {
  description: "Where the account is kept",
  enum: ["us", "eu"],
  sample: "us",
};
const DOMAIN: ActionParameter = {
  name: "domain_name",
  in: "path",
  required: true,
  description: "One of the account's domains",
  schema: { type: "string" },
};

/** Mailgun, for which one needs a key: list the domains, send a message, see what was sent. */
export function mailgun(state: State): Connector {
  const accountOf = perUser((userId): Account => {
    const ids = state.ids.fork(`mailgun/${userId}`);
    return { domain: `sandbox${ids.objectId()}.mailgun.org`, events: [] };
  });
  return {
    id: "mailgun",
    name: "Mailgun",
    category: ["communication", "marketing"],
    icon: "https://cdn.runalloy.com/icons/mailgun.png",
    authentications: [
      {
        type: "apiKey",
        data: { apiKey: { description: "A private API key", ...KEY }, region: REGION },
      },
      {
        type: "basic",
        data: {
          username: { description: 'Always "api"', pattern: "^api$", sample: "api" },
          password: { description: "A private API key", ...KEY },
          region: REGION,
        },
      },
    ],
    resources: [
      {
        id: "domains",
        name: "Domains",
        actions: [
          {
            id: "domains_list",
            displayName: "List domains",
            description: "Lists the domains from which messages can be sent",
            httpMethod: "get",
            path: "/v3/domains",
            parameters: [],
            run: ({ userId }) => ({
              total_count: 1,
              items: [{ name: accountOf(userId).domain, state: "active", type: "sandbox" }],
            }),
          },
        ],
      },
      {
        id: "messages",
        name: "Messages",
        actions: [
          {
            id: "messages_send",
            displayName: "Send a message",
            description: "Sends an email",
            httpMethod: "post",
            path: "/v3/{domain_name}/messages",
            parameters: [DOMAIN],
            requestBody: {
              type: "object",
              properties: {
                from: { type: "string", description: "The sender" },
                to: { type: "string", description: "The recipient" },
                subject: { type: "string" },
                text: { type: "string", description: "The message as plain text" },
                html: { type: "string", description: "The message as HTML" },
              },
              required: ["from", "to"],
            },
            run: (execution) => send(accountOf(execution.userId), execution, state),
          },
          {
            id: "events_list",
            displayName: "List events",
            description: "Lists what became of the messages, the latest first",
            httpMethod: "get",
            path: "/v3/{domain_name}/events",
            parameters: [
              DOMAIN,
              {
                name: "limit",
                in: "query",
                required: false,
                description: "Events in the answer",
                schema: { type: "integer", minimum: 1, maximum: 300, default: 100 },
              },
            ],
            run: (execution) => listEvents(accountOf(execution.userId), execution),
          },
        ],
      },
    ],
  };
}

function send(account: Account, { path, body, effect }: Execution, state: State) {
  requireDomain(account, path.domain_name);
  const { from, to, subject = "", text, html } = body;
  for (const [name, value] of Object.entries({ from, to })) {
    if (typeof value !== "string" || value === "") throw failure(`${name} parameter is missing`);
  }
  if (text === undefined && html === undefined) {
    throw failure("Need at least one of 'text' or 'html' parameters specified");
  }
  const id = `${state.ids.objectId()}@${account.domain}`;
  account.events.unshift({
    id: state.ids.alphanumeric(22),
    event: "accepted",
    timestamp: state.now() / 1000,
    recipient: String(to),
    message: { headers: { "message-id": id, from, to, subject } },
  });
  effect("message.sent", id);
  return { id: `<${id}>`, message: "Queued. Thank you." };
}

function listEvents(account: Account, { path, query }: Execution) {
  requireDomain(account, path.domain_name);
  const limit = Number(query.limit ?? 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > 300) {
    throw failure("limit must be a whole number from 1 to 300");
  }
  return { items: account.events.slice(0, limit), paging: {} };
}

function requireDomain(account: Account, name: unknown): void {
  if (name === account.domain) return;
  throw coded(404, "DOMAIN_NOT_FOUND", `Domain not found: ${name}`);
}

function failure(message: string) {
  return coded(400, "BAD_REQUEST", message);
}
