// The package as its users import it. The checkout's own name is another, so the package's
// `exports` are asked from inside its folder.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pkgDir } from "../scripts/paths.mjs";

const { resolve } = createRequire(join(pkgDir, "package.json"));

/** The file in pkg/ that Node takes for `specifier`, or undefined where pkg/ exports no such thing. */
export function resolveOwn(specifier) {
  try {
    return resolve(specifier);
  } catch (error) {
    if (error.code === "ERR_PACKAGE_PATH_NOT_EXPORTED") return undefined;
    throw error;
  }
}
