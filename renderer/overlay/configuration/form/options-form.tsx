import { useState } from "react";
import type { Edit } from "../../../../server/protocol/configuration.ts";
import { Button } from "../../parts/button.tsx";
import { type Field, isComposed, readField, showValue } from "./fields.ts";
import { editsBetween, fill, readFilled } from "./filled.ts";
import { FilledField } from "./filled-field.tsx";
import { ItemsField } from "./items-field.tsx";
import { labelOf, OptionField, type PlainField } from "./option-field.tsx";

export interface OptionsFormProps {
  fields: readonly Field[];
  written: Readonly<Record<string, unknown>>;
  /** Where these options stand in the text. */
  path: Edit["path"];
  sources?: readonly string[];
  /** Whether it was done. */
  onEdit(...edits: Edit[]): Promise<boolean>;
}

/** The options of a panel or source as its type knows them, each written as soon as it is filled in. */
export function OptionsForm({ fields, written, path, sources, onEdit }: OptionsFormProps) {
  return (
    <div className="panel-form-fields">
      {fields.map((field) => {
        const value = written[field.key];
        const at = [...path, field.key];
        if (!isPlain(field)) {
          const shared = { field, value, path: at, onEdit };
          return field.input.kind === "items" ? (
            <ItemsField key={field.key} fields={field.input.fields} {...shared} />
          ) : (
            <ComposedField key={`${field.key} ${JSON.stringify(value)}`} {...shared} />
          );
        }
        const shown = showValue(value);
        return (
          <OptionField
            key={`${field.key} ${shown}`}
            field={field}
            value={shown}
            {...(sources && { sources })}
            onWrite={(text) => {
              const next = readField(field.input, text);
              void onEdit(next === undefined ? { type: "unset", path: at } : { type: "set", path: at, value: next });
            }}
          />
        );
      })}
    </div>
  );
}

export function isPlain(field: Field): field is PlainField {
  return !isComposed(field.input);
}

export interface ComposedFieldProps {
  field: Field;
  value: unknown;
  path: Edit["path"];
  onEdit: OptionsFormProps["onEdit"];
}

/** An option of several parts, which are written together: half of it would be a fault. */
function ComposedField({ field, value, path, onEdit }: ComposedFieldProps) {
  const [filled, setFilled] = useState(() => fill(field.input, value));
  const edits = editsBetween(path, value, readFilled(field.input, filled));
  const label = labelOf(field.key);
  return (
    <div className="form-composed wide">
      <FilledField label={label} field={field} filled={filled} onFill={setFilled} />
      {edits.length > 0 && (
        <Button says={`Write ${label}`} onPress={() => void onEdit(...edits)}>
          Write it
        </Button>
      )}
    </div>
  );
}
