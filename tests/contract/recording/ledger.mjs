// What has gone back and forth with one server, and what of it did not keep to the contract.

/** Why an exchange, or a part of one, was not checked. */
export const ASIDE = {
  preflight: "a browser's preflight of CORS",
  consent: "the user's browser on the consent page",
  fault: "an answer that was made to fail on purpose",
  unanswered: "a request without an answer: its client had gone",
  refusedId: "an id that Alloy never gives, and that was refused",
};

export class Ledger {
  /** How many of each were checked. */
  checked = { requests: 0, answers: 0 };
  /** How often each route was asked for, by what came of it. */
  routes = {};
  /** The same of routes that the dialect does not have. */
  probes = {};
  /** How many were not checked, by the reason. */
  aside = {};
  #violations = { request: new Map(), answer: new Map() };

  /** @param {string} dialect of the server */
  constructor(dialect) {
    this.dialect = dialect;
  }

  setAside(reason) {
    this.aside[reason] = (this.aside[reason] ?? 0) + 1;
  }

  /**
   * @param {import("../checker/contract.mjs").Verdict} verdict
   * @param {{ method: string, path: string, status: number | null, isAnswerChecked: boolean }} exchange
   */
  enter(verdict, { method, path, status, isAnswerChecked }) {
    this.checked.requests += 1;
    if (isAnswerChecked) this.checked.answers += 1;
    if (verdict.hasRefusedId) this.setAside(ASIDE.refusedId);
    if (verdict.route !== null) {
      const seen = ((verdict.isProbe ? this.probes : this.routes)[verdict.route] ??= {});
      const outcome = status ?? "none";
      seen[outcome] = (seen[outcome] ?? 0) + 1;
    }
    const where = `${verdict.route ?? `${method} ${path}`}, ${this.dialect}`;
    for (const side of ["request", "answer"]) {
      for (const { pointer, message } of verdict[side]) {
        this.#add(side, `${where}: ${pointer} ${message}`, `${method} ${path} → ${status}`);
      }
    }
  }

  /**
   * The ways in which requests, or answers, did not keep to the contract.
   *
   * @param {"request" | "answer"} side
   * @returns {string[]}
   */
  violations(side) {
    return [...this.#violations[side]].map(
      ([what, { count, first }]) => `${what} (${count} times; first at ${first})`,
    );
  }

  #add(side, what, exchange) {
    const known = this.#violations[side].get(what);
    if (known) known.count += 1;
    else this.#violations[side].set(what, { count: 1, first: exchange });
  }
}
