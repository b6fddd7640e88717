/**
 * The modules that Alloy's guide has its readers write, config, oauth-flow and notion-client, over this
 * package's client: code that imports those goes on working with its import changed. What goes wrong is
 * thrown and not logged.
 *
 * @module alloy-connectivity/guide
 */

export { getConfig, type AlloyConfig, type Environment } from "./config.js";
export { NotionClient } from "./notion-client.js";
export { AlloyOAuthFlow } from "./oauth-flow.js";
