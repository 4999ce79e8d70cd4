import { useState } from "react";
import type { PanelField } from "./panel-fields.ts";

interface OptionFieldProps {
  field: PanelField;
  /** As it is written; empty where it is not. */
  value: string;
  /** Where the field names a source: the ones that there are. */
  sources: readonly string[];
  onWrite(written: string): void;
}

/** One option of a panel. What is written is handed on when the field is left, or at Enter. */
export function OptionField({ field, value, sources, onWrite }: OptionFieldProps) {
  const [written, setWritten] = useState(value);
  const { key, input, hint, isRequired } = field;
  const label = key.replaceAll("_", " ");
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
        inputMode={input.kind === "number" ? "decimal" : "text"}
        {...shared}
        onKeyDown={({ key }) => {
          if (key === "Enter") commit();
        }}
      />
    </label>
  );
}

function optionsOf({ key, input }: PanelField, sources: readonly string[]): readonly string[] | undefined {
  if (key === "source") return sources;
  if (input.kind === "choice") return input.options;
  return input.kind === "switch" ? ["true", "false"] : undefined;
}
