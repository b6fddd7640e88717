// Flat parameters and a description, both at random: nothing that was given is lost, or put where it was
// not asked for, and whatever a description is, it is survived.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { arrange } from "../../src/js/schema.js";
import { advice } from "../../src/js/suggest.js";
import { Random } from "./random.mjs";

const CASES = 2_000;
const NAMES = ["id", "q", "__proto__", "constructor", "a b", "X-Id", "é"];
const PLACES = { path: "pathParams", query: "queryParameters", header: "additionalHeaders" };
const TYPES = ["string", "integer", "boolean", "array", "object", "null", "number"];

/** Anything that JSON can carry. */
function anything(random, depth = 3) {
  const plain = [null, true, 0, 1.5, "", "text", "7"];
  if (depth === 0 || random.chance(0.5)) return random.pick(plain);
  const below = () => anything(random, depth - 1);
  if (random.chance(0.4)) return Array.from({ length: random.whole(0, 3) }, below);
  return record(random, below);
}

/** Made of JSON's text, in which "__proto__" is a name like any other. */
function record(random, value) {
  const fields = NAMES.filter(() => random.chance(0.4)).map(
    (name) => `${JSON.stringify(name)}:${JSON.stringify(value(name))}`,
  );
  return JSON.parse(`{${fields.join(",")}}`);
}

function described(random) {
  const listed = Array.from({ length: random.whole(0, 6) }, () => ({
    name: random.pick(NAMES),
    in: random.pick(["path", "query", "header", "cookie", undefined]),
  }));
  const body = { properties: record(random, () => ({ type: random.pick(TYPES) })) };
  return {
    ...(random.chance(0.8) && { parameters: listed }),
    ...(random.chance(0.5) && { requestBody: body }),
    ...(random.chance(0.5) && { httpMethod: random.pick(["get", "post", "DELETE"]) }),
    ...(random.chance(0.5) && { path: `/things/{${random.pick(["id", "q"])}}/x` }),
  };
}

/** Path before query before header; what is not listed, in the body, or in the query of a read. */
function expectedPlace(description, name) {
  const listed = (description.parameters ?? []).filter((parameter) => parameter.name === name);
  const places = listed.map((parameter) => parameter.in);
  if (description.path?.includes(`{${name}}`)) places.push("path");
  const found = Object.keys(PLACES).find((place) => places.includes(place));
  if (found) return PLACES[found];
  const isRead = ["get", "DELETE"].includes(description.httpMethod) && !description.requestBody;
  return isRead ? "queryParameters" : "requestBody";
}

describe("parameters, arranged", () => {
  it("arrive each in its one place", () => {
    const random = new Random(1);
    for (let number = 0; number < CASES; number += 1) {
      const description = described(random);
      const flat = record(random, () => anything(random));
      const { split } = arrange(JSON.stringify(flat), description, false);
      const arrived = Object.entries(split).flatMap(([place, group]) =>
        Object.keys(group).map((name) => [name, place, group[name]]),
      );
      const expected = Object.entries(flat).map(([name, value]) => [
        name,
        expectedPlace(description, name),
        value,
      ]);
      const byName = ([one], [other]) => (one < other ? -1 : 1);
      assert.deepEqual(arrived.sort(byName), expected.sort(byName), JSON.stringify(description));
    }
  });

  it("are told of where they have two places", () => {
    const parameters = [
      { name: "id", in: "path" },
      { name: "id", in: "query" },
      { name: "q", in: "query" },
      { name: "q", in: "query" },
    ];
    const requestBody = { properties: { body: {}, q: {} } };
    const flat = JSON.stringify({ id: 1, q: 2, body: 3, other: 4 });
    const { ambiguous } = arrange(flat, { parameters, requestBody }, true);
    assert.deepEqual(ambiguous, ["id", "q"]);
  });

  it("survive whatever a description is, checked and unchecked", () => {
    const random = new Random(2);
    for (let number = 0; number < CASES; number += 1) {
      const description = anything(random, 5);
      const flat = JSON.stringify(record(random, () => anything(random)));
      const { split } = arrange(flat, description, false);
      assert.equal(typeof split, "object");
      const checked = arrange(flat, description, true);
      assert.ok(checked.split || checked.argument.startsWith("parameters"));
    }
  });

  it("of the types that are asked for pass, and others do not", () => {
    const values = {
      ...{ string: "a", integer: 3, boolean: true, array: [], object: {}, null: null },
      number: 1.5,
    };
    for (const type of TYPES) {
      for (const [kind, value] of Object.entries(values)) {
        const requestBody = { type: "object", properties: { x: { type } } };
        const { argument } = arrange(JSON.stringify({ x: value }), { requestBody }, true);
        const fits = kind === type || (type === "number" && kind === "integer");
        assert.equal(argument, fits ? undefined : "parameters.x", `${kind} for ${type}`);
      }
    }
  });
});

describe("advice", () => {
  const among = (ids) => ({ actions: ids.map((id) => ({ id })) });

  it("names the nearest first, three at most, and no stranger", () => {
    const ids = ["post-page", "patch-page", "post-search", "chat_postMessage", "post-pages"];
    const advised = advice("post-pagess", among(ids));
    assert.match(advised, /^Did you mean "post-pages" or "post-page"\?/);
    assert.match(advice("Post-Search", among(ids)), /^Did you mean "post-search"/);
    assert.equal(advice("xyz", among(ids)), undefined);
    const many = Array.from({ length: 9 }, (_, index) => `action-${index}`);
    assert.equal(advice("action-", among(many)).match(/"action-\d"/g).length, 3);
  });

  it("looks into resources, and survives whatever it is given", () => {
    const resources = [{ actions: [{ id: "one" }] }, {}, null, { actions: [{ id: "two" }, 7] }];
    assert.match(advice("on", { resources }), /"one"/);
    const random = new Random(3);
    for (let number = 0; number < CASES; number += 1) advice("id", anything(random, 4));
  });
});
