import { type AlloyOptions, NotionClient as Client } from "alloy-connectivity";
import { type AlloyConfig, clientOf } from "./config.js";

/** {@link Client} as the guide makes it: with the configuration in place of a client. */
export class NotionClient extends Client {
  /**
   * Makes one with a client of its own. Nothing is sent.
   *
   * @param config - what `getConfig()` gave
   * @param connectionId - without one, calls reject: "Connection not yet established"
   * @param options - whatever else a client may be made with
   */
  constructor(config: AlloyConfig, connectionId?: string | null, options?: AlloyOptions) {
    super(clientOf(config, options), connectionId || undefined);
  }
}
