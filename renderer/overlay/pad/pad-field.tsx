import type { KeyboardEvent, Ref } from "react";
import type { Credentials } from "./prove.ts";

interface PadFieldProps {
  ref: Ref<HTMLInputElement>;
  name: keyof Credentials;
  label: string;
  value: string;
  autoComplete: string;
  /** Keys are shown on the screen: no other ones are to come up. */
  hasKeys: boolean;
  troubleId: string;
  onFocus(): void;
  onType(text: string): void;
  onPress(event: KeyboardEvent): void;
}

const longest = { user: 64, secret: 1024 };

export function PadField({ ref, name, label, value, hasKeys, troubleId, onFocus, onType, ...props }: PadFieldProps) {
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
        inputMode={hasKeys ? "none" : "text"}
        aria-describedby={troubleId}
        onFocus={onFocus}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={props.onPress}
      />
    </label>
  );
}
