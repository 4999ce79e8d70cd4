import { useState } from "react";
import { Button } from "../../parts/button.tsx";
import { AddByType } from "../add-by-type.tsx";
import { type Forms, type OptionValue, readField } from "../form/fields.ts";
import { OptionField } from "../form/option-field.tsx";
import { isPlain } from "../form/options-form.tsx";

interface AddPanelProps {
  forms: Forms;
  sources: readonly string[];
  onAdd(panel: Record<string, OptionValue>): void;
}

/** What a panel cannot be added without: what is required, what it asks, and its own words. */
const asked = new Set(["source", "query", "text"]);

/** The gallery of panel types. The page finds a place for what is added, until somebody moves it. */
export function AddPanel({ forms, sources, onAdd }: AddPanelProps) {
  const [type, setType] = useState<string>();
  const [written, setWritten] = useState<Record<string, string>>({});
  const needed = (forms.get(type ?? "") ?? [])
    .filter(isPlain)
    .filter(({ key, isRequired }) => isRequired || asked.has(key));
  const add = () => {
    if (type === undefined) return;
    const options: Record<string, OptionValue> = { type };
    for (const field of needed) {
      const value = readField(field.input, written[field.key] ?? "");
      if (value !== undefined) options[field.key] = value;
    }
    onAdd(options);
    setType(undefined);
    setWritten({});
  };
  return (
    <AddByType title="Add a panel" types={forms.keys()} chosen={type} onChoose={setType}>
      <div className="panel-form-fields">
        {needed.map((field) => (
          <OptionField
            key={`${type} ${field.key}`}
            field={field}
            value={written[field.key] ?? ""}
            sources={sources}
            onWrite={(text) => setWritten((before) => ({ ...before, [field.key]: text }))}
          />
        ))}
        <Button isMain onPress={add}>{`Add ${type}`}</Button>
      </div>
    </AddByType>
  );
}
