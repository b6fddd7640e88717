import { readFileSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { run } from "../command.mjs";
import { Failure } from "../progress.mjs";
import { ENTRY_POINTS } from "./modules.mjs";

/** Writes the entry points' declarations, and of the modules behind them only those that they show. */
export async function declareModules(stage, env) {
  await run("tsc", ["-p", "tsconfig.declarations.json", "--outDir", stage], { env, show: true });
  const { default: typescript } = await import("typescript");
  const public_ = new Set();
  const visit = (file) => {
    if (public_.has(file)) return;
    public_.add(file);
    for (const { fileName } of typescript.preProcessFile(readFileSync(file, "utf8"))
      .importedFiles) {
      if (fileName === "alloy-connectivity") continue;
      if (!fileName.startsWith(".")) throw foreignTypes(file.slice(stage.length + 1), fileName);
      visit(resolve(dirname(file), fileName.replace(/\.js$/, ".d.ts")));
    }
  };
  for (const { entry } of ENTRY_POINTS) visit(join(stage, `${entry}.d.ts`));
  for (const folder of new Set(ENTRY_POINTS.map(({ entry }) => entry.split("/")[0]))) {
    prune(join(stage, folder), public_);
  }
}

// The package depends on nothing, so a type from elsewhere is one that its users may not have.
const foreignTypes = (file, name) =>
  new Failure(
    `The declarations of ${file} import "${name}": give what it exports types of its own.`,
  );

function prune(folder, keep) {
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name);
    if (item.isDirectory()) {
      prune(path, keep);
      if (readdirSync(path).length === 0) rmSync(path, { recursive: true });
    } else if (path.endsWith(".d.ts") && !keep.has(path)) rmSync(path);
  }
}
