interface SecretFieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
  onEnter(): void;
}

/** Somebody may look over the shoulder of who stands before a wall. */
export function SecretField({ label, value, onChange, onEnter }: SecretFieldProps) {
  return (
    <label className="field">
      <span>{`${label}, 8 characters or more`}</span>
      <input
        type="password"
        autoComplete="new-password"
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={({ key }) => {
          if (key === "Enter") onEnter();
        }}
      />
    </label>
  );
}
