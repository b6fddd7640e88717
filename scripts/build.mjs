// Assembles pkg/, the folder that `npm publish` sends, from the Rust core and pkg-template.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { cargoField } from "./cargo.mjs";
import { withLock } from "./lock.mjs";
import { fromRoot, pkgDir } from "./paths.mjs";
import { Failure, step } from "./progress.mjs";
import { setup } from "./setup.mjs";
import { buildCore } from "./build/core.mjs";
import { declareModules } from "./build/declarations.mjs";
import { filesUnder, inputsHash } from "./build/inputs.mjs";
import { thirdPartyLicenses } from "./build/licenses.mjs";
import { bundleModules } from "./build/modules.mjs";
import { checkBudgets, measure, printSizes } from "./build/size.mjs";
import { copyTexts, isText, textsHash } from "./build/texts.mjs";

const STAGE = "target/stage";
const stamp = fromRoot("target/pkg.stamp");
const sizes = fromRoot("target/size.json");

/** Builds pkg/ unless it is up to date; on failure what was there before stays as it was. */
export async function build() {
  const { env, rustc } = await setup();
  await withLock(fromRoot("target/build.lock"), async () => {
    const inputs = inputsHash(rustc);
    const made = `${inputs} ${textsHash()}`;
    const before = madeBefore();
    if (before !== made) {
      const isCompiled = before.split(" ")[0] === inputs;
      const size = await step("pkg", (report) => assemble(isCompiled, env, report));
      replacePackage();
      writeFileSync(sizes, `${JSON.stringify(size, null, 2)}\n`);
      writeFileSync(stamp, made);
    }
    printSizes(JSON.parse(readFileSync(sizes, "utf8")));
  });
}

/** What pkg/ was made from: the hash of what is compiled, and that of the texts. */
const madeBefore = () =>
  [pkgDir, sizes, stamp].every(existsSync) ? readFileSync(stamp, "utf8") : "";

async function assemble(isCompiled, env, report) {
  const stage = fromRoot(STAGE);
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  if (isCompiled) copyCompiled(stage);
  else await compile(stage, env, report);
  copyTexts(stage);
  writeManifest(stage);

  const size = await measure(
    stage,
    filesUnder(STAGE).map((path) => path.slice(STAGE.length + 1)),
  );
  try {
    checkBudgets(size);
  } catch (error) {
    printSizes(size);
    throw error;
  }
  return size;
}

function copyCompiled(stage) {
  const filter = (path) => !isText(relative(pkgDir, path).replaceAll(sep, "/"));
  cpSync(pkgDir, stage, { recursive: true, filter });
}

async function compile(stage, env, report) {
  copyLoaders(stage);
  await buildCore(stage, env, report);
  report("esbuild and tsc");
  const [bundled] = await Promise.all([bundleModules(stage), declareModules(stage, env)]);
  writeFileSync(join(stage, "THIRD-PARTY-LICENSES"), await thirdPartyLicenses(bundled, env));
}

/** The loaders, and their hand-written declarations. */
function copyLoaders(stage) {
  const loaders = readdirSync(fromRoot("pkg-template")).filter((name) =>
    /\.(js|d\.ts)$/.test(name),
  );
  for (const name of loaders) {
    const text = readFileSync(fromRoot(`pkg-template/${name}`), "utf8");
    // A Worker ships them; their comments are for whoever reads the source.
    const shipped = name.endsWith(".d.ts") ? text : text.replace(/^\/\/.*\n/gm, "");
    writeFileSync(join(stage, name), shipped);
  }
  cpSync(fromRoot("pkg-template/types"), join(stage, "types"), { recursive: true });
}

function writeManifest(stage) {
  const manifest = JSON.parse(readFileSync(fromRoot("pkg-template/package.json"), "utf8"));
  manifest.version = cargoField("Cargo.toml", /^version = "(.+)"/m);
  writeFileSync(join(stage, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const targets = Object.values(manifest.exports).flatMap((target) =>
    typeof target === "string" ? [target] : Object.values(target),
  );
  for (const path of [...targets, ...manifest.files]) {
    if (!existsSync(join(stage, path))) {
      throw new Failure(`pkg-template/package.json names ${path}, which the build did not make.`);
    }
  }
}

function replacePackage() {
  const old = fromRoot("target/pkg.old");
  rmSync(old, { recursive: true, force: true });
  if (existsSync(pkgDir)) renameSync(pkgDir, old);
  renameSync(fromRoot(STAGE), pkgDir);
  rmSync(old, { recursive: true, force: true });
}

const program = process.argv[1];
if (program && realpathSync(program) === fileURLToPath(import.meta.url)) await build();
