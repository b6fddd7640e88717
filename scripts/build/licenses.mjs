import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../command.mjs";
import { fromRoot } from "../paths.mjs";
import { Failure } from "../progress.mjs";

/**
 * The licence texts of everything that was compiled or bundled into the package, each text once.
 *
 * @param {Iterable<string>} folders of bundled npm packages, from the checkout's root
 */
export async function thirdPartyLicenses(folders, env) {
  const names = new Map();
  const packages = [...npmPackages(folders), ...(await crates(env))];
  for (const found of packages) {
    const text = licenseText(found);
    names.set(text, [...(names.get(text) ?? []), `${found.name} (${found.license})`]);
  }
  const rule = "-".repeat(80);
  return [...names]
    .map(([text, users]) => `${users.join("\n")}\n\n${text}\n`)
    .join(`\n${rule}\n\n`);
}

function* npmPackages(folders) {
  for (const folder of folders) {
    const { name, version, license, homepage } = JSON.parse(
      readFileSync(fromRoot(`${folder}/package.json`), "utf8"),
    );
    yield { name: `${name} ${version}`, license, repository: homepage, folder: fromRoot(folder) };
  }
}

// What the module links: proc macros and build scripts run at compile time and leave no code of theirs.
async function crates(env) {
  const { packages, resolve } = JSON.parse(
    await run(
      "cargo",
      ["metadata", "--format-version", "1", "--filter-platform", "wasm32-unknown-unknown"],
      { env },
    ),
  );
  const byId = new Map(packages.map((crate) => [crate.id, crate]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const linked = new Set();
  const visit = (id) => {
    const isMacro = byId.get(id).targets.some(({ kind }) => kind.includes("proc-macro"));
    if (isMacro || linked.has(id)) return;
    linked.add(id);
    for (const { pkg, dep_kinds } of nodes.get(id).deps) {
      if (dep_kinds.some(({ kind }) => kind === null)) visit(pkg);
    }
  };
  visit(resolve.root);
  linked.delete(resolve.root);
  return [...linked].sort().map((id) => {
    const { name, version, license, repository, manifest_path } = byId.get(id);
    return { name: `${name} ${version}`, license, repository, folder: dirname(manifest_path) };
  });
}

// Of a choice of licences the MIT one is taken where there is one: it is the shortest to keep.
function licenseText({ folder, license, repository }) {
  const files = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file));
  const file = files.find((name) => /mit/i.test(name)) ?? files[0];
  if (file !== undefined) return readFileSync(join(folder, file), "utf8").trim();
  if (!license) throw new Failure(`${folder} holds neither a licence nor the name of one.`);
  return `Published without a licence text, under ${license}: ${repository ?? "no repository named"}`;
}
