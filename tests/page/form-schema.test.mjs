// An action's description, which has its parameters in four places, becomes one form.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { importFromPage } from "./bundle.mjs";

const { formOf } = await importFromPage("form/schema.ts");

const body = (properties, required = []) => ({
  id: "an-action",
  requestBody: { type: "object", properties, required },
});
const fieldOf = (schema) => {
  const form = formOf(body({ field: schema }));
  return { schema: form.schema.properties.field, ui: form.ui.field };
};
const isJson = ({ ui }) => ui["ui:field"] === "json";

describe("the form of an action", () => {
  it("has the fields of path, query and body together, those that are required first", () => {
    const { schema } = formOf({
      id: "patch-page",
      parameters: [
        { name: "filter", in: "query", schema: { type: "string" } },
        { name: "page_id", in: "path", required: true, description: "Which", schema: {} },
      ],
      requestBody: {
        properties: { archived: { type: "boolean" }, properties: { type: "object" } },
        required: ["properties"],
      },
    });
    assert.deepEqual(Object.keys(schema.properties), [
      "page_id",
      "properties",
      "filter",
      "archived",
    ]);
    assert.deepEqual(schema.required, ["page_id", "properties"]);
    assert.equal(schema.properties.page_id.description, "Which");
  });

  it("has one field for a name that is in the path and in the body, the path's", () => {
    const { schema } = formOf({
      id: "an-action",
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
      requestBody: { properties: { id: { type: "string" } } },
    });
    assert.equal(schema.properties.id.type, "integer");
  });

  it("has no field for a header, which the handler would not pass on", () => {
    const parameters = [{ name: "Notion-Version", in: "header", required: true }];
    assert.deepEqual(formOf({ id: "an-action", parameters }).schema, {
      type: "object",
      properties: {},
      required: [],
    });
  });

  it("keeps limits, choices and defaults", () => {
    const size = { type: "integer", minimum: 1, maximum: 100, default: 100 };
    assert.deepEqual(fieldOf(size).schema, { title: "field", ...size });
    const region = { type: "string", enum: ["us", "eu"] };
    assert.deepEqual(fieldOf(region).schema, { title: "field", ...region });
  });

  it("takes what may be null by its other type", () => {
    assert.equal(fieldOf({ type: ["string", "null"] }).schema.type, "string");
  });

  it("has fields in fields where an object names its own", () => {
    const { schema, ui } = fieldOf({
      type: "object",
      properties: { email: { type: "string" }, custom: { type: "object" } },
      required: ["email"],
    });
    assert.equal(schema.properties.email.type, "string");
    assert.deepEqual(schema.required, ["email"]);
    assert.ok(isJson({ ui: ui.custom }));
  });

  it("has a list of fields where a list's items are plain", () => {
    const { schema, ui } = fieldOf({ type: "array", items: { type: "string" } });
    assert.deepEqual(schema.items, { type: "string" });
    assert.ok(!isJson({ ui }));
  });

  for (const [what, schema] of Object.entries({
    "an object that names no properties": { type: "object" },
    "a list of anything": { type: "array" },
    "a list of objects without properties": { type: "array", items: { type: "object" } },
    "one of several types": { type: ["string", "number"] },
    "one of several schemas": { type: "object", oneOf: [{ type: "object" }] },
    "a schema that says nothing": {},
  })) {
    it(`takes JSON for ${what}`, () => assert.ok(isJson(fieldOf(schema))));
  }

  it("takes JSON for what lies too deep, also where a schema contains itself", () => {
    const schema = { type: "object", properties: {} };
    schema.properties.inner = schema;
    let field = fieldOf(schema);
    let depth = 0;
    while (!isJson(field)) {
      field = { schema: field.schema.properties.inner, ui: field.ui.inner };
      depth += 1;
    }
    assert.ok(depth <= 3, `${depth}`);
  });
});
