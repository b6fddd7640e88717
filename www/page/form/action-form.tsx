import type { ActionDetails } from "alloy-connectivity";
import type { ValidatorType } from "@rjsf/utils";
// Past the package's index, which wants a validator for tests of its own.
import Form from "@rjsf/core/lib/components/Form.js";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { fieldErrorsOf } from "./field-errors.js";
import { JsonField } from "./json-field.js";
import { formOf, JSON_FIELD } from "./schema.js";
import { templates } from "./templates.js";

export type Values = Record<string, unknown>;

interface Props {
  readonly action: ActionDetails;
  readonly values: Values;
  onChange(values: Values): void;
  onRun(): void;
  /** What the last run failed with: where it is about a parameter, it is told beside its field. */
  readonly error: unknown;
  readonly children: ComponentChildren;
}

/** The form of an action, made from its JSON Schema. */
export function ActionForm({ action, values, onChange, onRun, error, children }: Props) {
  const { schema, ui } = useMemo(() => formOf(action), [action]);
  const extraErrors = useMemo(() => fieldErrorsOf(error), [error]);
  return (
    <Form
      idPrefix="parameter"
      schema={schema}
      uiSchema={ui}
      validator={leftToTheClient}
      formData={values}
      {...(extraErrors && { extraErrors })}
      fields={fields}
      templates={templates}
      showErrorList={false}
      noHtml5Validate
      experimental_defaultFormStateBehavior={{ emptyObjectFields: "skipEmptyDefaults" }}
      onChange={({ formData }: { formData?: Values }) => onChange(formData ?? {})}
      onSubmit={onRun}
    >
      {children}
    </Form>
  );
}

const fields = { [JSON_FIELD]: JsonField };

/** The client checks what it is given, and names the parameter: a second opinion could only differ. */
const leftToTheClient: ValidatorType<Values> = {
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  isValid: () => true,
  rawValidation: () => ({ errors: [] }),
};
