import { Button } from "../../parts/button.tsx";
import { OptionField } from "./option-field.tsx";
import { type OptionValue, type PanelField, readField, showValue } from "./panel-fields.ts";

interface PanelFormProps {
  name: string;
  fields: readonly PanelField[];
  written: Readonly<Record<string, unknown>>;
  sources: readonly string[];
  /** Undefined takes the option away. */
  onSet(key: string, value: OptionValue | undefined): void;
  onRemove(): void;
}

/** The options of one panel, as its type knows them. */
export function PanelForm({ name, fields, written, sources, onSet, onRemove }: PanelFormProps) {
  return (
    <section className="panel-form" aria-label={`Options of ${name}`}>
      <h2>{name}</h2>
      <div className="panel-form-fields">
        {fields.map((field) => {
          const value = showValue(written[field.key]);
          return (
            <OptionField
              key={`${field.key} ${value}`}
              field={field}
              value={value}
              sources={sources}
              onWrite={(text) => onSet(field.key, readField(field, text))}
            />
          );
        })}
      </div>
      <Button onPress={onRemove}>Remove this panel</Button>
    </section>
  );
}
