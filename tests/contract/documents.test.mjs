// The documents themselves: OpenAPI by its own schema, and whole.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { descriptionOf } from "./checker/description.mjs";
import { DIALECTS, documentOf } from "./description/document.mjs";

// A record's members are the caller's; and the guide makes a contact of a page's title.
const OPEN_BODIES = {
  guide: ["createRecord", "updateRecord", "createContact", "updateContact"],
  reference: ["createRecord", "updateRecord"],
};

for (const dialect of DIALECTS) {
  describe(`the document of the ${dialect}`, () => {
    const document = documentOf(dialect);
    const operations = Object.values(document.paths).flatMap(({ servers, ...methods }) =>
      Object.values(methods),
    );

    it("is OpenAPI 3.1", async () => {
      const validator = new Validator();
      const { valid, errors } = await validator.validate(documentOf(dialect));
      assert.equal(valid, true, JSON.stringify(errors, null, 2));
      assert.equal(validator.version, "3.1");
    });

    it("has schemas that compile, with every reference in them", () => {
      const { operations } = descriptionOf(dialect);
      assert.ok(operations.length > 25);
      for (const operation of operations) operation.compile();
    });

    it("names each operation once", () => {
      const names = operations.map(({ operationId }) => operationId);
      assert.deepEqual(
        names.filter((name, index) => names.indexOf(name) !== index),
        [],
      );
    });

    it("knows every member of a body that is sent, unless they are the caller's", () => {
      const open = operations.filter(({ requestBody }) => {
        const schema = requestBody?.content["application/json"]?.schema;
        const name = schema?.$ref?.split("/").at(-1);
        const found = name ? document.components.schemas[name] : schema;
        return found && found.additionalProperties !== false;
      });
      const names = open.map(({ operationId }) => operationId);
      assert.deepEqual(names, OPEN_BODIES[dialect]);
    });

    it("uses every schema that it has", () => {
      const text = JSON.stringify(document);
      const unused = Object.keys(document.components.schemas).filter(
        (name) => !text.includes(`"#/components/schemas/${name}"`),
      );
      assert.deepEqual(unused, []);
    });
  });
}
