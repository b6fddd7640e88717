import { ReflectionKind } from "typedoc";

const KINDS = [
  ...["Module", "Class", "Interface", "TypeAlias", "Function", "Variable"],
  ...["Constructor", "Property", "Accessor", "Method"],
].reduce((kinds, name) => kinds | ReflectionKind[name], 0);

/**
 * What has no sentence of its own, of everything that the package exports and of its members. Two need
 * none: the members of an object that is spelt out where it stands, such as an error's `response`, which
 * the sentence of the member that holds it is about; and the patterns of conditional types, of which
 * nobody sees a value.
 *
 * @param {import("typedoc").ProjectReflection} project
 * @returns {string[]} their names
 */
export const undocumented = (project) =>
  project
    .getReflectionsByKind(KINDS)
    .filter((it) => !it.isReference() && !it.flags.isExternal && !isOfHeldObject(it))
    .filter((it) => !isDocumented(it))
    .map((it) => it.getFriendlyFullName());

function isDocumented({ comment, signatures, getSignature, type }) {
  const says = (it) => it?.hasVisibleComponent() === true;
  const [literal] = type?.type === "reflection" ? [type.declaration] : [];
  const held = signatures ?? (getSignature && [getSignature]) ?? literal?.signatures;
  return says(comment) || (held?.length > 0 && held.every((it) => says(it.comment)));
}

function isOfHeldObject({ parent }) {
  if (!parent?.kindOf(ReflectionKind.TypeLiteral)) return false;
  const holder = parent.parent;
  return !holder.kindOf(ReflectionKind.TypeAlias) || holder.type?.type === "conditional";
}
