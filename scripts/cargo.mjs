import { readFileSync } from "node:fs";
import { fromRoot } from "./paths.mjs";
import { Failure } from "./progress.mjs";

/**
 * What the first group of `pattern` matches in Cargo.toml or Cargo.lock.
 *
 * @param {string} file
 * @param {RegExp} pattern
 */
export function cargoField(file, pattern) {
  const value = readFileSync(fromRoot(file), "utf8").match(pattern)?.[1];
  if (value === undefined) throw new Failure(`${file} has no ${pattern}: restore it from git.`);
  return value;
}
