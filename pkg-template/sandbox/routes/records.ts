import { invalidInput, notFound } from "../answers.js";
import type { Collection, Execution } from "../connectors/connector.js";
import { executionOf } from "../effects.js";
import { pathParameter, type Call, type Route } from "../route.js";

const PATH = "/users/{userId}/integrations/{integrationId}/data/{entity}";

/** The guide's data endpoints. */
export const recordRoutes: readonly Route[] = [
  {
    method: "GET",
    path: PATH,
    dialect: "shared",
    answer(call) {
      const [collection, execution] = reach(call);
      const records = collection.list(execution).slice(0, limitOf(call.req.query("limit")));
      return call.get("world").settings.dialect === "guide"
        ? call.json(records)
        : call.json({ data: records });
    },
  },
  {
    method: "POST",
    path: PATH,
    dialect: "shared",
    answer(call) {
      const [collection, execution] = reach(call);
      return call.json(collection.create(execution));
    },
  },
  {
    method: "PUT",
    path: `${PATH}/{recordId}`,
    dialect: "shared",
    answer(call) {
      const [collection, execution] = reach(call);
      return call.json(collection.update(execution));
    },
  },
];

/** What the path is about, as far as the user has a credential for it. An integration is named as its connector. */
function reach(call: Call): [Collection, Execution] {
  const { catalogue, state } = call.get("world");
  const { id, records = {} } = catalogue.connector(pathParameter(call, "integrationId"));
  const entity = pathParameter(call, "entity");
  const collection = Object.hasOwn(records, entity) ? records[entity] : undefined;
  if (!collection) throw notFound("Entity not found");
  state.credentials.useAny(call.get("userId"), id);
  const path = { id: pathParameter(call, "recordId") };
  const input = { path, query: call.req.query(), body: call.get("body") };
  return [collection, executionOf(call, id, input)];
}

function limitOf(given: string | undefined): number {
  const limit = given === undefined ? Infinity : Number(given);
  if (limit === Infinity || (Number.isInteger(limit) && limit > 0)) return limit;
  throw invalidInput("limit must be a whole number, 1 or more");
}
