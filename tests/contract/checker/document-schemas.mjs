// The schemas of an OpenAPI document, compiled when they are first asked for, and once.
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const OBJECT_ID = /^[0-9a-f]{24}$/i;

/**
 * @typedef {object} Violation
 * @property {string} pointer  where, such as `body/parameters`
 * @property {string} message
 * @property {string} [format]  that the value does not have, where that is what is wrong
 */

export class DocumentSchemas {
  #ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    allErrors: true,
  });
  #document;

  constructor(document) {
    this.#document = document;
    addFormats.default(this.#ajv);
    this.#ajv.addFormat("object-id", OBJECT_ID);
    // No schema itself, but where references lead to.
    this.#ajv.addVocabulary(Object.keys(document));
    this.#ajv.addSchema(document, "document");
  }

  /**
   * What stands at a path into the document, and how it is reached without references.
   *
   * @param {string[]} path
   */
  find(path) {
    const found = path.reduce((value, name) => value?.[name], this.#document);
    if (typeof found?.$ref !== "string") return { path, found };
    return this.find(found.$ref.split("/").slice(1));
  }

  /**
   * @param {string[]} path to a schema
   * @returns {(value: unknown, place: string) => Violation[]}
   */
  checkAt(path) {
    const pointer = path.map((name) => encodeURIComponent(escape(name))).join("/");
    const validate = this.#ajv.getSchema(`document#/${pointer}`);
    if (!validate) throw new Error(`There is no schema at ${path.join(" > ")}`);
    return (value, place) =>
      validate(value) ? [] : validate.errors.map((error) => violation(error, place));
  }
}

const escape = (name) => name.replaceAll("~", "~0").replaceAll("/", "~1");

function violation({ instancePath, keyword, params, message }, place) {
  const member = params.additionalProperty ?? params.missingProperty;
  return {
    pointer: [place + instancePath, ...(member === undefined ? [] : [member])].join("/"),
    message: keyword === "additionalProperties" ? "is not a member that Alloy knows" : message,
    ...(keyword === "format" && { format: params.format }),
  };
}
