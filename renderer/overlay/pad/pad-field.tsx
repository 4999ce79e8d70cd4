import type { KeyboardEvent, Ref } from "react";
import type { Credentials } from "./prove.ts";

interface PadFieldProps {
  ref: Ref<HTMLInputElement>;
  name: keyof Credentials;
  label: string;
  value: string;
  autoComplete: string;
  troubleId: string;
  onType(text: string): void;
  onPress(event: KeyboardEvent): void;
}

const longest = { user: 64, secret: 1024 };

export function PadField({ ref, name, label, value, troubleId, onType, ...props }: PadFieldProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <input
        ref={ref}
        type={name === "user" ? "text" : "password"}
        name={name}
        value={value}
        maxLength={longest[name]}
        autoComplete={props.autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        aria-describedby={troubleId}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={props.onPress}
      />
    </label>
  );
}
