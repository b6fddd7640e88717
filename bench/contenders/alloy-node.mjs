// This package over its own fetch for Node, which is made of node:http.
import { pathToFileURL } from "node:url";
import { resolveOwn } from "../package.mjs";
import connectAlloy from "./alloy.mjs";

const { fetch } = await import(pathToFileURL(resolveOwn("alloy-connectivity/node")).href);

export default function connect(options) {
  return connectAlloy({ ...options, fetch });
}
