// The search shows ten answers: everything is among them once, where it is declared, and guides come before
// what only mentions the words.
import { IndexEvent } from "typedoc";

const GUIDES = 20;

/** @param {import("typedoc").Application} app */
export function tendSearch(app) {
  app.renderer.on(IndexEvent.PREPARE_INDEX, (event) => {
    for (let index = event.searchResults.length - 1; index >= 0; index -= 1) {
      const found = event.searchResults[index];
      if (isRepeated(found)) event.removeResult(index);
      else if (found.isDocument()) found.relevanceBoost = GUIDES;
    }
  });
}

/**
 * Whether the same stands on another page. The client is declared in several files, each with an interface
 * of its methods: of those two, the class is what people look for.
 *
 * @param {any} reflection
 */
function isRepeated(reflection) {
  const { inheritedFrom, parent } = reflection;
  if (reflection.isReference()) return true;
  if (inheritedFrom) return !isClient(parent);
  return parent?.extendedBy?.some(isClient) === true;
}

const isClient = ({ name }) => name === "AlloyConnectivity";
