import { coded, type Refusal } from "../../answers.js";

/** Notion's two ways to fail, in its words: they are what callers look for. */
export function validationError(message: string): Refusal {
  return coded(400, "validation_error", message);
}

export function objectNotFound(kind: "page" | "database", id: string): Refusal {
  return coded(
    404,
    "object_not_found",
    `Could not find ${kind} with ID: ${id}. Make sure the relevant pages and databases are shared with your integration.`,
  );
}

/** A value of the wrong kind; `at` begins with `body` or `path`. */
export function unfit(at: string, expected: string, value: unknown): Refusal {
  const [part] = at.split(".");
  const shown = String(JSON.stringify(value)).slice(0, 100);
  return validationError(
    `${part} failed validation: ${at} should be ${expected}, instead was \`${shown}\`.`,
  );
}
