// Slack's actions. Names and values are Slack's own.

/** Two of Slack's actions. Add others by declaration merging, as {@link AlloyActions} shows. */
export interface SlackActions {
  /** Lists channels. */
  conversations_list: { parameters: SlackListing; result: SlackChannels };
  /** Posts a message. */
  chat_postMessage: { parameters: SlackMessage; result: SlackPosted };
}

/** Parameters of `conversations_list`. */
export interface SlackListing {
  /** Where the page begins: `response_metadata.next_cursor` of the one before. */
  cursor?: string | undefined;
  /** Channels in a page, 1 to 1000. @defaultValue 100, Slack's */
  limit?: number | undefined;
  /** Leaves archived channels out. */
  exclude_archived?: boolean | undefined;
  [parameter: string]: unknown;
}

/** Parameters of `chat_postMessage`. */
export interface SlackMessage {
  /** A channel's id or name. */
  channel: string;
  /** What it says. */
  text?: string | undefined;
  /** The message that this one replies to. */
  thread_ts?: string | undefined;
  [parameter: string]: unknown;
}

/** What every answer of Slack's says: its failures have status 200, too. */
export interface SlackAnswer {
  /** Whether it did what it was asked to. */
  ok: boolean;
  /** Why it failed, such as `channel_not_found`. */
  error?: string;
  [field: string]: unknown;
}

/** What `conversations_list` gives. */
export interface SlackChannels extends SlackAnswer {
  /** The channels of this page of the list. */
  channels?: SlackChannel[];
  /** `next_cursor` is empty on the last page. */
  response_metadata?: { next_cursor?: string };
}

/** A channel. */
export interface SlackChannel {
  /** What messages take as `channel`. */
  id: string;
  /** Its name, without `#`. */
  name: string;
  [field: string]: unknown;
}

/** What `chat_postMessage` gives. */
export interface SlackPosted extends SlackAnswer {
  /** The id of the channel that it was posted to. */
  channel?: string;
  /** The message's id. */
  ts?: string;
}
