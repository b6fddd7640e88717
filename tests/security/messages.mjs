// Requests as the app's own page sends them: attacks differ from them in one thing.
import { ORIGIN } from "./world.mjs";

const CHANGING = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/**
 * @param {import("./world.mjs").Person | null} person who is signed in; null for nobody
 * @param {string} line method and target, such as `GET /alloy/connectors`
 * @param {unknown} [json] the body
 * @param {Record<string, string | string[] | null>} [headers] in place of the page's own; null for none of that name
 * @returns {import("./wire.mjs").Message}
 */
export function fromPage(person, line, json, headers = {}) {
  const space = line.indexOf(" ");
  const method = line.slice(0, space);
  const own = {
    Host: new URL(ORIGIN).host,
    ...(person && { Cookie: `session=${person.session}` }),
    "Sec-Fetch-Site": "same-origin",
    ...(CHANGING.has(method) && { Origin: ORIGIN }),
    ...(json !== undefined && { "Content-Type": "application/json" }),
  };
  const isReplaced = (name) =>
    Object.keys(headers).some((other) => other.toLowerCase() === name.toLowerCase());
  const kept = Object.entries(own).filter(([name]) => !isReplaced(name));
  const given = Object.entries(headers).flatMap(([name, values]) =>
    values === null ? [] : [values].flat().map((value) => [name, value]),
  );
  return {
    ...{ method, target: line.slice(space + 1), headers: [...kept, ...given] },
    ...(json !== undefined && { body: typeof json === "string" ? json : JSON.stringify(json) }),
  };
}

/** A harmless action, in the guide's words or in the reference's. */
export const search = {
  guide: (person, body, headers) =>
    fromPage(person, "POST /alloy/connectors/notion/actions/post-search", body, headers),
  reference: (person, body, headers) =>
    fromPage(person, "POST /alloy/connectors/notion/actions/post-search/execute", body, headers),
};
