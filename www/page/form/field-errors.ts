import { AlloyValidationError } from "alloy-connectivity";
import type { ErrorSchema } from "@rjsf/utils";

export type FieldErrors = ErrorSchema<Record<string, unknown>>;

/** What the client found wrong with a parameter, as the form takes it; undefined where it is about something else. */
export function fieldErrorsOf(error: unknown): FieldErrors | undefined {
  if (!(error instanceof AlloyValidationError)) return undefined;
  const { argument, message } = error;
  // `parameters.a.b[0]`: the names in between are the form's own.
  const [parameters, ...path] = argument.split(/\.|\[(\d+)\]/).filter((part) => part);
  if (parameters !== "parameters" || path.length === 0) return undefined;
  const told = message.startsWith(argument) ? message.slice(argument.length).trim() : message;
  const inner = { __errors: [told.charAt(0).toUpperCase() + told.slice(1)] };
  return path.reduceRight<object>((errors, name) => ({ [name]: errors }), inner) as FieldErrors;
}
