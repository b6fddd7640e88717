import { descriptionId, errorId, type FieldProps } from "@rjsf/utils";
import { useState } from "preact/hooks";

/** A field for any JSON. What is no JSON yet goes as the text it is, so that the client says what is wrong with it. */
export function JsonField({
  fieldPathId,
  schema,
  formData,
  required,
  rawErrors,
  onChange,
}: FieldProps) {
  const [text, setText] = useState(() => written(formData));
  const id = fieldPathId.$id;
  const { title, description } = schema;
  const isUnfinished = text !== "" && typeof formData === "string" && formData === text;
  const edit = (text: string) => {
    setText(text);
    onChange(read(text), fieldPathId.path);
  };
  return (
    <>
      <label for={id}>
        {title}
        {required && <span class="required">required</span>}
      </label>
      {description && (
        <p class="field-description" id={descriptionId(fieldPathId)}>
          {description}
        </p>
      )}
      <textarea
        id={id}
        class="data"
        rows={Math.min(12, text.split("\n").length)}
        spellcheck={false}
        placeholder="JSON"
        value={text}
        aria-invalid={rawErrors ? true : undefined}
        aria-describedby={`${descriptionId(fieldPathId)} ${errorId(fieldPathId)}`}
        onInput={({ currentTarget }) => edit(currentTarget.value)}
      />
      {isUnfinished && !rawErrors && <p class="field-hint">This is no JSON yet.</p>}
    </>
  );
}

const written = (value: unknown): string =>
  value === undefined ? "" : JSON.stringify(value, null, 2);

function read(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
