import { OAUTH2 } from "./authentication.js";
import type { Ids } from "../ids.js";
import type { State } from "../state.js";
import type { Connector, Execution } from "./connector.js";
import { perUser } from "./per-user.js";

interface Channel {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  readonly archived: boolean;
}

/** One user's Slack team. */
interface Team {
  readonly id: string;
  readonly bot: string;
  readonly channels: readonly Channel[];
}

const MAX_TEXT = 40_000;

/** Slack: list channels, post a message. Its failures are answers of status 200 with `ok: false`. */
export function slack(state: State): Connector {
  const teamOf = perUser((userId) => newTeam(state.ids.fork(`slack/${userId}`)));
  let posted = 0;
  const nextTs = () => {
    posted += 1;
    return `${Math.floor(state.now() / 1000)}.${String(posted).padStart(6, "0")}`;
  };
  return {
    id: "slack",
    name: "Slack",
    category: ["communication"],
    icon: "https://cdn.runalloy.com/icons/slack.png",
    authentications: [OAUTH2],
    resources: [
      {
        id: "conversations",
        name: "Conversations",
        actions: [
          {
            id: "conversations_list",
            displayName: "List conversations",
            description: "Lists the channels of the team",
            httpMethod: "get",
            path: "/conversations.list",
            parameters: [
              query("cursor", { type: "string" }, "Where the next page begins"),
              query("limit", { type: "integer", minimum: 1, maximum: 1000 }, "Channels in a page"),
              query("exclude_archived", { type: "boolean" }, "Leave archived channels out"),
            ],
            run: (execution) => listChannels(teamOf(execution.userId), execution),
          },
        ],
      },
      {
        id: "chat",
        name: "Chat",
        actions: [
          {
            id: "chat_postMessage",
            displayName: "Post a message",
            description: "Posts a message to a channel",
            httpMethod: "post",
            path: "/chat.postMessage",
            parameters: [],
            requestBody: {
              type: "object",
              properties: {
                channel: { type: "string", description: "A channel's id or name" },
                text: { type: "string", description: "The message" },
                thread_ts: { type: "string", description: "The message that this one replies to" },
              },
              required: ["channel", "text"],
            },
            run: (execution) => postMessage(teamOf(execution.userId), execution, nextTs),
          },
        ],
      },
    ],
  };
}

function newTeam(ids: Ids): Team {
  const channel = (name: string, topic: string, archived = false): Channel => ({
    ...{ id: `C${ids.alphanumeric(10)}`, name, topic, archived },
  });
  return {
    id: `T${ids.alphanumeric(10)}`,
    bot: `B${ids.alphanumeric(10)}`,
    channels: [
      channel("general", "News for everybody"),
      channel("random", "Anything else"),
      channel("releases", "What was shipped, and when"),
      channel("old-website", "The former website", true),
    ],
  };
}

function listChannels(team: Team, { query: { cursor, limit, exclude_archived } }: Execution) {
  const size = limit === undefined ? 100 : Number(limit);
  if (!Number.isInteger(size) || size < 1 || size > 1000) return failure("invalid_limit");
  const channels = team.channels.filter(
    ({ archived }) => !archived || String(exclude_archived) !== "true",
  );
  // The cursor is the first channel of the next page; Slack writes the end as an empty one.
  const start = cursor ? channels.findIndex(({ id }) => id === cursor) : 0;
  if (start < 0) return failure("invalid_cursor");
  return {
    ok: true,
    channels: channels.slice(start, start + size).map((channel) => channelObject(team, channel)),
    response_metadata: { next_cursor: channels[start + size]?.id ?? "" },
  };
}

function postMessage(team: Team, { body, effect }: Execution, nextTs: () => string) {
  const { channel: wanted, text, thread_ts } = body;
  const channel = team.channels.find(({ id, name }) =>
    [id, name, `#${name}`].some((known) => known === wanted),
  );
  if (!channel) return failure("channel_not_found");
  if (channel.archived) return failure("is_archived");
  if (typeof text !== "string" || text === "") return failure("no_text");
  if (text.length > MAX_TEXT) return failure("msg_too_long");
  const ts = nextTs();
  effect("message.posted", ts);
  const reply = typeof thread_ts === "string" ? { thread_ts } : {};
  return {
    ok: true,
    channel: channel.id,
    ts,
    message: {
      type: "message",
      user: team.bot,
      bot_id: team.bot,
      team: team.id,
      text,
      ts,
      ...reply,
    },
  };
}

function channelObject(team: Team, { id, name, topic, archived }: Channel) {
  return {
    id,
    name,
    name_normalized: name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: false,
    is_archived: archived,
    is_general: name === "general",
    is_member: !archived,
    context_team_id: team.id,
    topic: { value: topic, creator: "", last_set: 0 },
    purpose: { value: "", creator: "", last_set: 0 },
    num_members: archived ? 0 : 1,
  };
}

function failure(error: string) {
  return { ok: false, error };
}

function query(name: string, schema: object, description: string) {
  return { name, in: "query", required: false, description, schema: { ...schema } } as const;
}
