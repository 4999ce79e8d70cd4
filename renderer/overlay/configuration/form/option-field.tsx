import { useState } from "react";
import type { Field, PlainInput } from "./fields.ts";
import "./form.css";

export interface PlainField extends Field {
  input: PlainInput;
}

interface OptionFieldProps {
  field: PlainField;
  /** As it is written; empty where it is not. */
  value: string;
  /** Where the field names a source: the ones that there are. */
  sources?: readonly string[];
  onWrite(written: string): void;
}

const none: readonly string[] = [];

/** One option in one field. What is written is handed on when the field is left, or at Enter. */
export function OptionField({ field, value, sources = none, onWrite }: OptionFieldProps) {
  const [written, setWritten] = useState(value);
  const { key, input, hint, isRequired } = field;
  const label = labelOf(key);
  const options = optionsOf(field, sources);
  const commit = () => {
    if (written !== value) onWrite(written);
  };
  if (options) {
    const shown = !isRequired || value === "" ? ["", ...options] : options;
    return (
      <label className="field">
        <span>{label}</span>
        <select value={value} onChange={(event) => onWrite(event.target.value)}>
          {shown.map((option) => (
            <option key={option} value={option}>
              {option === "" ? (hint ? `as usual: ${hint}` : "not set") : option}
            </option>
          ))}
        </select>
      </label>
    );
  }
  const shared = {
    value: written,
    placeholder: hint,
    spellCheck: false,
    onBlur: commit,
    onChange: ({ target }: { target: { value: string } }) => setWritten(target.value),
  };
  if (input.kind === "text" && input.isLong) {
    return (
      <label className="field wide">
        <span>{label}</span>
        <textarea rows={2} {...shared} />
      </label>
    );
  }
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type="text"
        inputMode={input.kind === "number" || input.kind === "numbers" ? "decimal" : "text"}
        autoCapitalize="none"
        {...shared}
        onKeyDown={({ key }) => {
          if (key === "Enter") commit();
        }}
      />
    </label>
  );
}

export function labelOf(key: string): string {
  return key.replaceAll("_", " ");
}

function optionsOf({ key, input }: Field, sources: readonly string[]): readonly string[] | undefined {
  if (key === "source") return sources;
  if (input.kind === "choice") return input.options;
  return input.kind === "switch" ? ["true", "false"] : undefined;
}
