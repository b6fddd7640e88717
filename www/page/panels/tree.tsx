import { JsonView } from "react-json-view-lite";

/** JSON as a tree, to be walked with the arrow keys. */
export function Tree({ value }: { readonly value: unknown }) {
  // A text or a number has no branches.
  const isTree = typeof value === "object" && value !== null;
  return (
    <div class="tree data" onKeyDown={pressed}>
      {isTree ? (
        <JsonView
          data={value}
          aria-label="Answer as a tree"
          style={STYLE}
          clickToExpandNode
          shouldExpandNode={isNearTheTop}
        />
      ) : (
        <pre>{JSON.stringify(value)}</pre>
      )}
    </div>
  );
}

const isNearTheTop = (level: number) => level < 3;

/** The tree's own buttons take arrows alone. */
function pressed(event: KeyboardEvent) {
  const isButton = event.target instanceof HTMLElement && event.target.role === "button";
  if (!isButton || (event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  event.target.click();
}

// The library's own styles name colours; these are the page's.
const STYLE = {
  container: "tree-root",
  basicChildStyle: "tree-node",
  childFieldsContainer: "tree-children",
  label: "tree-label",
  clickableLabel: "tree-label clickable",
  nullValue: "tree-null",
  undefinedValue: "tree-null",
  numberValue: "tree-number",
  stringValue: "tree-string",
  booleanValue: "tree-null",
  otherValue: "tree-null",
  punctuation: "tree-punctuation",
  collapseIcon: "tree-toggle open",
  expandIcon: "tree-toggle",
  collapsedContent: "tree-folded",
  ariaLables: { collapseJson: "Fold", expandJson: "Unfold" },
  stringifyStringValues: true,
};
