// What a reader looks for in the package: README, changelog, licences and guides. Nothing is compiled from
// them, so that a word in one costs a copy and not a build.
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fromRoot, root } from "../paths.mjs";
import { Failure } from "../progress.mjs";
import { hashOf } from "./inputs.mjs";

const GUIDES = "docs";

/** Whether a path, in the checkout or in the package, is a text's. */
export const isText = (path) =>
  /^(README\.md|CHANGELOG\.md|LICENSE[^/]*|docs\/[^/]+\.md)$/.test(path);

/** Their paths, which are the same in the checkout and in the package. */
export function texts() {
  const guides = readdirSync(fromRoot(GUIDES)).map((name) => `${GUIDES}/${name}`);
  const found = [...readdirSync(root), ...guides].filter(isText).sort();
  for (const name of ["README.md", "CHANGELOG.md", "LICENSE", `${GUIDES}/README.md`]) {
    if (!found.includes(name)) throw new Failure(`${name} is missing.`);
  }
  return found;
}

export const textsHash = () => hashOf(texts());

export function copyTexts(folder) {
  for (const path of texts()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    copyFileSync(fromRoot(path), join(folder, path));
  }
}
