import { fileURLToPath } from "node:url";

/** The checkout, and what the scripts make in it; everything made is git-ignored. */
export const root = fileURLToPath(new URL("..", import.meta.url));
export const fromRoot = (/** @type {string} */ path) =>
  fileURLToPath(new URL(`../${path}`, import.meta.url));
export const toolsDir = fromRoot("target/tools");
export const pkgDir = fromRoot("pkg");
