// Whether what goes back and forth between a client and a server of a dialect keeps to its document.
import { DIALECTS } from "../description/document.mjs";
import { descriptionOf } from "./description.mjs";

/**
 * @typedef {import("./operation.mjs").SentMessage & { method: string }} Request
 * @typedef {import("./operation.mjs").Answer} Answer
 * @typedef {import("./document-schemas.mjs").Violation} Violation
 *
 * @typedef {object} Verdict
 * @property {string | null} route  such as `GET /users/{userId}`
 * @property {boolean} [isProbe]  whether the dialect lacks the route, and the other has it
 * @property {boolean} [hasRefusedId]  whether it named an id that Alloy never gives, and was told so
 * @property {Violation[]} request
 * @property {Violation[]} answer  empty when there was none to check
 */

export class Contract {
  #own;
  #others;
  /** The addresses that answers handed out. */
  #links = new Map();

  /** @param {"guide" | "reference" | "both"} dialect what the server speaks */
  constructor(dialect) {
    const speaks = (name) => dialect === "both" || dialect === name;
    this.#own = DIALECTS.filter(speaks).map(descriptionOf);
    this.#others = DIALECTS.filter((name) => !speaks(name)).map(descriptionOf);
  }

  /**
   * @param {Request} request
   * @param {Answer | null} answer  null where there was none, or none of the server's own
   * @returns {Verdict}
   */
  check(request, answer) {
    const known = this.#lookUp(this.#own, request);
    if (known.length > 0) return excused(this.#checkKnown(known, request, answer), answer);
    const foreign = this.#lookUp(this.#others, request);
    if (foreign.length > 0) return excused(checkProbe(foreign, request, answer), answer);
    const stranger = { pointer: "path", message: "is no route of Alloy's" };
    return { route: null, request: [stranger], answer: [] };
  }

  #checkKnown(candidates, request, answer) {
    const verdict = {
      route: candidates[0].operation.route,
      request: leastOf(candidates, (it) => it.operation.checkRequest(request, it.parameters)),
      answer: answer ? leastOf(candidates, ({ operation }) => operation.checkAnswer(answer)) : [],
    };
    if (answer && verdict.answer.length === 0) this.#follow(candidates[0].operation, answer);
    return verdict;
  }

  #lookUp(descriptions, { method, url }) {
    const linked = this.#links.get(`${method} ${url.href}`);
    if (linked) return descriptions.flatMap((it) => linkedIn(it, linked));
    return descriptions.flatMap((it) => it.find(method, url.pathname) ?? []);
  }

  #follow(operation, answer) {
    for (const { operationId, address } of operation.linksOf(answer)) {
      const [method] = this.#own[0].byId(operationId).route.split(" ");
      this.#links.set(`${method} ${address}`, { operationId, address });
    }
  }
}

function linkedIn(description, { operationId, address }) {
  const operation = description.byId(operationId);
  if (!operation) return [];
  const [, name] = /\{(\w+)\}/.exec(operation.route);
  return [{ operation, parameters: { [name]: encodeURIComponent(address) } }];
}

/** A client may look whether a route of the other dialect is there, and has to be told that it is not. */
function checkProbe(candidates, request, answer) {
  const [{ operation }] = candidates;
  const verdict = {
    ...{ route: operation.route, isProbe: true },
    request: leastOf(candidates, (it) => it.operation.checkRequest(request, it.parameters)),
    answer: [],
  };
  if (answer && answer.status !== 404 && answer.status !== 405) {
    const message = `${answer.status} from a route that the dialect does not have`;
    return { ...verdict, answer: [{ pointer: "status", message }] };
  }
  return verdict;
}

/** Ids are the caller's: a client passes them on, and it is for Alloy to refuse one. */
function excused(verdict, answer) {
  const refused = answer?.status === 400 || answer?.status === 404;
  const onlyIds = verdict.request.every(({ format }) => format === "object-id");
  if (!refused || !onlyIds || verdict.request.length === 0) return verdict;
  return { ...verdict, request: [], hasRefusedId: true };
}

/** What both dialects have may be as either has it. */
function leastOf(candidates, check) {
  const checked = candidates.map(check);
  return checked.reduce((least, next) => (next.length < least.length ? next : least));
}
