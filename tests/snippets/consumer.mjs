// A consumer's folder, into which snippets are pasted as they are: the package from its tarball, what else
// they take from npm, and an Alloy, the sandbox, that the environment names as it would name Alloy.
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fromRoot } from "../../scripts/paths.mjs";
import { REDIRECT_URI } from "../runtimes/conformance/context.mjs";
import { connect } from "../runtimes/conformance/flow.mjs";
import { installTarball } from "../runtimes/tarball.mjs";
import { openWorld } from "../runtimes/world.mjs";
import { Compiler } from "./compiler.mjs";

const BESIDES = ["@types", "@opentelemetry", "axios", "hono", "@hono"];

/**
 * @returns {Promise<{
 *   folder: string, installed: string, environment: Record<string, string>, close(): Promise<void>,
 *   load(file: string): Promise<any>, compiler: Compiler,
 * }>}
 */
export async function openConsumer() {
  const { folder, installed } = await installTarball();
  for (const name of BESIDES) {
    symlinkSync(fromRoot(`node_modules/${name}`), join(folder, "node_modules", name));
  }
  const { world, close } = await openWorld(installed);
  const load = (file) => import(pathToFileURL(join(installed, file)).href);
  const environment = await connected(world.sandboxes.both, await load("node.js"));
  return { folder, installed, environment, load, close, compiler: new Compiler() };
}

/** The guide's variables, with a connection that is there. */
async function connected({ url, apiKey, userId }, sdk) {
  const alloy = new sdk.AlloyConnectivity({ apiKey, userId, baseUrl: url });
  const { connectionId } = await connect({ sdk }, alloy, "notion");
  return {
    ALLOY_API_KEY: apiKey,
    ALLOY_USER_ID: userId,
    ALLOY_BASE_URL: url,
    CONNECTION_ID: connectionId,
    OAUTH_REDIRECT_URI: REDIRECT_URI,
  };
}
