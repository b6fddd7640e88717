import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { fromRoot, root } from "../paths.mjs";

const INPUTS =
  /^(src|module|pkg-template|scripts|\.cargo|Cargo\.(toml|lock)|rust-toolchain\.toml|package-lock\.json|tsconfig.*\.json)$/;

/** One hash over everything that is compiled into the package, the compiler included. */
export function inputsHash(rustc) {
  const names = readdirSync(root).filter((name) => INPUTS.test(name));
  return hashOf(names.sort().flatMap(filesUnder), rustc);
}

/** One hash over files of the checkout, and what else is to be told apart. */
export function hashOf(paths, besides = "") {
  const hash = createHash("sha256").update(besides);
  for (const path of paths) hash.update(`\0${path}\0`).update(readFileSync(fromRoot(path)));
  return hash.digest("hex");
}

/** The files in a folder of the checkout, at any depth, in a fixed order; or the one file that it is. */
export function filesUnder(path) {
  if (!statSync(fromRoot(path)).isDirectory()) return [path];
  return readdirSync(fromRoot(path))
    .sort()
    .flatMap((name) => filesUnder(`${path}/${name}`));
}
