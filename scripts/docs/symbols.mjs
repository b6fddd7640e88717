// Guides name the package's exports as code, as they would anywhere: `AlloyError`, `Sandbox.journal`,
// `alloy.batch()`. On the site such a name is a link to its page, and one that looks like an export and is
// none is a fault.
import { Converter, ReflectionKind } from "typedoc";

/** How guides call what they have an instance of. */
const INSTANCES = new Map([
  ["alloy", "AlloyConnectivity"],
  ["sandbox", "Sandbox"],
  ["journal", "SandboxJournal"],
  ["faults", "SandboxFaults"],
]);

const NAME = /^(new )?([A-Za-z]\w*)(?:\.(\w+))?(\(\))?$/;
const OURS = /^(Alloy|Sandbox|Notion|Connect)/;

/** @param {import("typedoc").Application} app */
export function linkSymbols(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    const exported = exportsOf(project);
    const link = (parts, where) => {
      for (const [index, part] of parts.entries()) {
        if (part.kind !== "code" || !/^`[^`]+`$/.test(part.text)) continue;
        const text = part.text.slice(1, -1);
        const target = find(exported, text);
        if (target === undefined) {
          app.logger.error(`${where} names ${text}, which the package does not export`);
        } else if (target !== null) {
          parts[index] = { kind: "inline-tag", tag: "@linkcode", text, target };
        }
      }
    };
    link(project.readme ?? [], "docs/README.md");
    for (const guide of project.getReflectionsByKind(ReflectionKind.Document)) {
      link(guide.content, `the guide "${guide.name}"`);
    }
  });
}

/** What is exported, by name; of a name that several entry points have, the first one's. */
function exportsOf(project) {
  const exported = new Map();
  for (const { children = [] } of project.getReflectionsByKind(ReflectionKind.Module)) {
    for (const child of children) {
      if (!child.isReference() && !exported.has(child.name)) exported.set(child.name, child);
    }
  }
  return exported;
}

/** The reflection of that name; `null` for what is no name of ours, `undefined` for what should be one. */
function find(exported, text) {
  const [, , name, member, call] = NAME.exec(text) ?? [];
  if (!name) return null;
  const owner = exported.get(INSTANCES.get(name) ?? name);
  if (!member) return owner && !INSTANCES.has(name) ? owner : OURS.test(name) ? undefined : null;
  if (!owner) return OURS.test(name) || (call && INSTANCES.has(name)) ? undefined : null;
  return owner.getChildByName([member]);
}
