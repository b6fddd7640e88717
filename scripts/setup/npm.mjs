import { createHash } from "node:crypto";
import { lstatSync, readFileSync, writeFileSync } from "node:fs";
import { run } from "../command.mjs";
import { fromRoot } from "../paths.mjs";
import { Failure } from "../progress.mjs";

const packages = fromRoot("node_modules");
// Inside node_modules, so that it goes when they go.
const stamp = fromRoot("node_modules/.installed-lock");

/** `npm ci`, when node_modules is missing or was installed from another lock file. */
export async function installPackages(report) {
  const wanted = createHash("sha256")
    .update(readFileSync(fromRoot("package-lock.json")))
    .digest("hex");
  if (read(stamp) === wanted) return;
  refuseLink();
  report("npm ci");
  await run("npm", ["ci", "--include=dev"], {
    onLine: report,
    advice: "check that the npm registry can be reached and run the command again",
  });
  await checkWasmOpt();
  writeFileSync(stamp, wanted);
}

/** npm would empty the folder that it leads to, another checkout's perhaps. */
function refuseLink() {
  if (!lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  throw new Failure(
    "node_modules is a link, to packages of another lock file than this checkout's: delete the link and run the command again.",
  );
}

async function checkWasmOpt() {
  const release = JSON.parse(readFileSync(fromRoot("package.json"), "utf8")).devDependencies
    .binaryen;
  const printed = await run(fromRoot("node_modules/.bin/wasm-opt"), ["--version"]);
  if (!printed.includes(`version ${release.split(".")[0]} `)) {
    throw new Failure(
      `node_modules/.bin/wasm-opt says "${printed.trim()}" where binaryen ${release} is wanted: delete node_modules and run the command again.`,
    );
  }
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
