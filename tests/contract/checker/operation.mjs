// One operation of a document, and whether an exchange keeps to it.

/**
 * @typedef {import("./document-schemas.mjs").Violation} Violation
 *
 * @typedef {object} SentMessage  a request
 * @property {URL} url
 * @property {Headers} headers
 * @property {string} body  empty when there was none
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {Headers} headers
 * @property {string} body
 */

export class Operation {
  #schemas;
  #path;
  #checks = new Map();
  #parameters;
  #isOpen;

  /**
   * @param {import("./document-schemas.mjs").DocumentSchemas} schemas
   * @param {string} template
   * @param {string} method in lower case
   */
  constructor(schemas, template, method) {
    this.#schemas = schemas;
    this.#path = ["paths", template, method];
    const { found } = schemas.find(this.#path);
    this.route = `${method.toUpperCase()} ${template}`;
    this.operationId = found.operationId;
    this.#isOpen = found.security?.length === 0;
    this.#parameters = found.parameters.map((_, index) => {
      const { path, found } = schemas.find([...this.#path, "parameters", `${index}`]);
      return { ...found, path: [...path, "schema"] };
    });
  }

  /**
   * @param {SentMessage} request
   * @param {Record<string, string>} inPath the path's parameters, percent-encoded
   * @returns {Violation[]}
   */
  checkRequest({ url, headers, body }, inPath) {
    return [
      ...this.#checkKey(headers.get("authorization")),
      ...this.#parametersIn("path").flatMap((it) => this.#checkPath(it, inPath[it.name])),
      ...this.#parametersIn("header").flatMap((it) => this.#checkHeader(it, headers.get(it.name))),
      ...this.#checkQuery(url.searchParams),
      ...this.#checkBody(headers.get("content-type"), body),
    ];
  }

  /**
   * @param {Answer} answer
   * @returns {Violation[]}
   */
  checkAnswer({ status, headers, body }) {
    const { found: responses } = this.#schemas.find([...this.#path, "responses"]);
    const documented = [`${status}`, `${Math.floor(status / 100)}XX`].find((it) => it in responses);
    if (!documented) return [wrong("status", `${status} is not documented`)];
    const { path, found } = this.#schemas.find([...this.#path, "responses", documented]);
    if (!found.content) return [];
    return this.#checkJson([...path, "content"], headers.get("content-type"), body);
  }

  /** The addresses that a successful answer hands out, with the operation that each is for. */
  *linksOf({ status, body }) {
    const { found } = this.#schemas.find([...this.#path, "responses", `${status}`]);
    for (const { operationId, parameters } of Object.values(found?.links ?? {})) {
      for (const expression of Object.values(parameters)) {
        const [, ...members] = expression.replace("$response.body#", "").split("/");
        yield { operationId, address: members.reduce((it, name) => it?.[name], JSON.parse(body)) };
      }
    }
  }

  /** Compiles everything that there is to compile. */
  compile() {
    for (const { path } of this.#parameters) this.#check(path);
    const { found } = this.#schemas.find(this.#path);
    if (found.requestBody?.content["application/json"]) {
      this.#check([...this.#path, "requestBody", "content", "application/json", "schema"]);
    }
    for (const status of Object.keys(found.responses)) {
      const response = this.#schemas.find([...this.#path, "responses", status]);
      if (!response.found.content) continue;
      this.#check([...response.path, "content", "application/json", "schema"]);
    }
  }

  #parametersIn(place) {
    return this.#parameters.filter((parameter) => parameter.in === place);
  }

  #checkKey(authorization) {
    if (this.#isOpen) {
      return authorization === null ? [] : [wrong("header/authorization", "must not be sent here")];
    }
    return /^bearer [\x21-\x7e]+$/i.test(authorization ?? "")
      ? []
      : [wrong("header/authorization", "must be a bearer token")];
  }

  #checkPath({ name, path }, encoded) {
    try {
      return this.#check(path)(decodeURIComponent(encoded), `path/${name}`);
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
      return [wrong(`path/${name}`, "is not percent-encoded")];
    }
  }

  #checkHeader({ name, required, path }, value) {
    if (value !== null) return this.#check(path)(value, `header/${name.toLowerCase()}`);
    return required ? [wrong(`header/${name.toLowerCase()}`, "is required")] : [];
  }

  #checkQuery(searchParams) {
    const parameters = this.#parametersIn("query");
    const rest = parameters.find(({ explode }) => explode);
    const known = new Set(parameters.map(({ name }) => name));
    const names = [...new Set(searchParams.keys())];
    const missing = parameters
      .filter(({ name, required }) => required && !searchParams.has(name))
      .map(({ name }) => wrong(`query/${name}`, "is required"));
    const twice = names
      .filter((name) => searchParams.getAll(name).length > 1)
      .map((name) => wrong(`query/${name}`, "is given more than once"));
    const strangers = names
      .filter((name) => !known.has(name) && !rest)
      .map((name) => wrong(`query/${name}`, "is not a parameter that Alloy knows"));
    const values = parameters
      .filter(({ name, explode }) => !explode && searchParams.has(name))
      .flatMap(({ name, path }) => this.#check(path)(searchParams.get(name), `query/${name}`));
    return [...missing, ...twice, ...strangers, ...values];
  }

  #checkBody(contentType, body) {
    const { found } = this.#schemas.find([...this.#path, "requestBody"]);
    if (!found) return body === "" ? [] : [wrong("body", "must not be sent here")];
    // A file may be empty.
    const isAnything = "*/*" in found.content;
    if (body === "" && !isAnything) return found.required ? [wrong("body", "is required")] : [];
    if (contentType === null) return [wrong("header/content-type", "is required")];
    if (isAnything) return [];
    return this.#checkJson([...this.#path, "requestBody", "content"], contentType, body);
  }

  #checkJson(path, contentType, body) {
    if (!/^application\/json\b/i.test(contentType ?? "")) {
      return [wrong("header/content-type", `is ${contentType}, not application/json`)];
    }
    let value;
    try {
      value = JSON.parse(body);
    } catch {
      return [wrong("body", "is not JSON")];
    }
    return this.#check([...path, "application/json", "schema"])(value, "body");
  }

  #check(path) {
    const key = path.join("\n");
    if (!this.#checks.has(key)) this.#checks.set(key, this.#schemas.checkAt(path));
    return this.#checks.get(key);
  }
}

/** @returns {Violation} */
const wrong = (pointer, message) => ({ pointer, message });
