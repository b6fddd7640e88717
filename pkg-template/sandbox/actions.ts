import { invalidInput } from "./answers.js";
import type { Action, Execution } from "./connectors/connector.js";
import { executionOf } from "./effects.js";
import { isObject, type JsonObject } from "./json.js";
import { findConnector, pathParameter, type Call } from "./route.js";

/** What an execution is given, sorted by place. */
type Input = Pick<Execution, "path" | "query" | "body">;

/** The action that the call's path names. */
export function findAction(call: Call): Action {
  const { catalogue, settings } = call.get("world");
  return catalogue.action(findConnector(call), pathParameter(call, "actionId"), settings.dialect);
}

/** Runs an action with the credential that the body names. */
export function execute(call: Call, action: Action, sort: (body: JsonObject) => Input): unknown {
  const body = call.get("body");
  const connectorId = pathParameter(call, "connectorId");
  call.get("world").state.credentials.use(body.credentialId, call.get("userId"), connectorId);
  return action.run(executionOf(call, connectorId, sort(body)));
}

/** The guide's flat parameters: each goes where the action's definition says, and the rest is the body. */
export function sortFlat(action: Action, { parameters }: JsonObject): Input {
  const given = { ...objectMember("parameters", parameters) };
  const take = (place: "path" | "query") => {
    const taken: JsonObject = {};
    for (const { name } of action.parameters.filter((parameter) => parameter.in === place)) {
      if (given[name] !== undefined) taken[name] = given[name];
      delete given[name];
    }
    return taken;
  };
  const path = take("path");
  const query = take("query");
  return checked(action, path, query, given);
}

const SPLIT = ["requestBody", "queryParameters", "pathParams", "additionalHeaders"] as const;
const PLACES = { path: "pathParams", query: "queryParameters" } as const;

/** The reference's four places. A parameter in the wrong one is refused. */
export function sortSplit(action: Action, body: JsonObject): Input {
  for (const key of Object.keys(body)) {
    if (key !== "credentialId" && !SPLIT.some((place) => place === key)) {
      throw invalidInput(`Unknown key in the request body: ${key}`);
    }
  }
  const [requestBody, query, path, headers] = SPLIT.map((place) =>
    objectMember(place, body[place]),
  );
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (typeof value !== "string") throw invalidInput(`additionalHeaders.${name} must be a string`);
  }
  for (const { name, in: place } of action.parameters) {
    if (Object.hasOwn(requestBody ?? {}, name)) {
      throw invalidInput(`${name} must be given in ${PLACES[place]}, not in requestBody`);
    }
  }
  return checked(action, path ?? {}, query ?? {}, requestBody ?? {});
}

function checked(action: Action, path: JsonObject, query: JsonObject, body: JsonObject): Input {
  const places = [
    { place: "path", given: path },
    { place: "query", given: query },
  ] as const;
  for (const { place, given } of places) {
    const known = action.parameters.filter((parameter) => parameter.in === place);
    const stranger = Object.keys(given).find((key) => !known.some(({ name }) => name === key));
    if (stranger !== undefined) {
      throw invalidInput(`${stranger} is not one of the action's ${PLACES[place]}`);
    }
  }
  for (const { name, in: place, required } of action.parameters) {
    if (required && (place === "path" ? path : query)[name] === undefined) {
      throw invalidInput(`Missing required parameter in ${PLACES[place]}: ${name}`);
    }
  }
  const [surplus] = action.requestBody ? [] : Object.keys(body);
  if (surplus !== undefined) throw invalidInput(`The action takes no parameter ${surplus}`);
  return { path: texts(path), query, body };
}

function texts(given: JsonObject): Record<string, string> {
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== "string" || value === "") {
      throw invalidInput(`${name} must be a non-empty string`);
    }
  }
  return given as Record<string, string>;
}

function objectMember(name: string, value: unknown): JsonObject {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw invalidInput(`${name} must be an object`);
  return value;
}
