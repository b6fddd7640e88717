// What an action's description says of its parameters, for the checks of what the client makes of it.
import { recorder } from "./context.mjs";

/**
 * A client in the reference's dialect whose every action is described so, and whose executions show
 * what was sent.
 *
 * @returns `send(parameters, options)` gives the body of the execution; `taken()` is what was asked
 */
export function described(context, description, options) {
  const { fetch, requests } = recorder();
  const text = JSON.stringify(description);
  const ascii = text.replace(
    /[^\x20-\x7e]/g,
    (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  const encoded = btoa(ascii).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const alloy = context.faulty(`described/${encoded}`, { fetch, dialect: "reference", ...options });
  return {
    alloy,
    requests,
    taken: () => requests.map(({ method }) => method),
    send: async (parameters, options) =>
      (await alloy.executeAction("service", "action", parameters, options)).body,
  };
}

/** The description of an action of these parameters: a name each, with its place and its schema. */
export const listing = (...parameters) => ({
  parameters: parameters.map(([name, place, schema, required = false]) => ({
    ...{ name, in: place, required, schema },
  })),
});
