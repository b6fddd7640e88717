// How the form's parts look. What is not here is the form's own.
import {
  ariaDescribedByIds,
  errorId,
  getInputProps,
  type ArrayFieldItemTemplateProps,
  type ArrayFieldTemplateProps,
  type BaseInputTemplateProps,
  type DescriptionFieldProps,
  type FieldErrorProps,
  type FieldTemplateProps,
  type ObjectFieldTemplateProps,
} from "@rjsf/utils";

function FieldTemplate(props: FieldTemplateProps) {
  const { id, label, displayLabel, required, description, children, errors, schema } = props;
  const isGroup = schema.type === "object" || schema.type === "array";
  return (
    <div class={isGroup ? "field group" : "field"}>
      {displayLabel && !isGroup && (
        <>
          <label for={id}>
            {label}
            {required && <span class="required">required</span>}
          </label>
          {description}
        </>
      )}
      {children}
      {errors}
    </div>
  );
}

function ObjectFieldTemplate({
  title,
  description,
  required,
  properties,
  fieldPathId,
}: ObjectFieldTemplateProps) {
  const fields = properties.map(({ content }) => content);
  // The outermost is the form itself.
  if (fieldPathId.path.length === 0) {
    if (fields.length === 0) return <p class="soft">It takes no parameters.</p>;
    return <div class="fields">{fields}</div>;
  }
  return (
    <fieldset id={fieldPathId.$id}>
      <legend>
        {title}
        {required && <span class="required">required</span>}
      </legend>
      {description && <p class="field-description">{description}</p>}
      {fields}
    </fieldset>
  );
}

function ArrayFieldTemplate(props: ArrayFieldTemplateProps) {
  const { title, schema, required, items, canAdd, onAddClick, fieldPathId } = props;
  return (
    <fieldset id={fieldPathId.$id}>
      <legend>
        {title}
        {required && <span class="required">required</span>}
      </legend>
      {schema.description && <p class="field-description">{schema.description}</p>}
      {items}
      {canAdd && (
        <button type="button" class="small" onClick={onAddClick}>
          Add to {title}
        </button>
      )}
    </fieldset>
  );
}

function ArrayFieldItemTemplate({ children, buttonsProps, index }: ArrayFieldItemTemplateProps) {
  return (
    <div class="item">
      {children}
      {buttonsProps.hasRemove && (
        <button type="button" class="small" onClick={buttonsProps.onRemoveItem}>
          Remove<span class="spoken"> number {index + 1}</span>
        </button>
      )}
    </div>
  );
}

function BaseInputTemplate(props: BaseInputTemplateProps) {
  const {
    id,
    value,
    type,
    schema,
    options,
    label,
    hideLabel,
    rawErrors,
    onChange,
    onBlur,
    onFocus,
  } = props;
  const { type: kind, step, min, max } = getInputProps(schema, type, options);
  return (
    <input
      type={kind as "number"}
      {...{ step, min, max }}
      id={id}
      name={id}
      class={schema.type === "string" ? "data" : "data number"}
      value={(value as string | number | undefined) ?? ""}
      autocomplete="off"
      // A list's own fields have no label to be seen.
      aria-label={hideLabel || !label ? "Value" : undefined}
      aria-invalid={rawErrors?.length ? true : undefined}
      aria-describedby={ariaDescribedByIds(id)}
      onInput={({ currentTarget: { value } }) =>
        onChange(value === "" ? options.emptyValue : value)
      }
      onBlur={({ currentTarget }) => onBlur(id, currentTarget.value)}
      onFocus={({ currentTarget }) => onFocus(id, currentTarget.value)}
    />
  );
}

function DescriptionFieldTemplate({ id, description }: DescriptionFieldProps) {
  return description ? (
    <p class="field-description" id={id}>
      {description}
    </p>
  ) : null;
}

function FieldErrorTemplate({ errors = [], fieldPathId }: FieldErrorProps) {
  return errors.length > 0 ? (
    <p class="field-error" id={errorId(fieldPathId)}>
      {errors}
    </p>
  ) : null;
}

export const templates = {
  FieldTemplate,
  ObjectFieldTemplate,
  ArrayFieldTemplate,
  ArrayFieldItemTemplate,
  BaseInputTemplate,
  DescriptionFieldTemplate,
  FieldErrorTemplate,
};
