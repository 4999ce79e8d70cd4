import { Button } from "./button.tsx";

interface ChoiceProps<T extends string | number> {
  label: string;
  options: readonly { value: T; label: string }[];
  chosen: T | undefined;
  onChoose(value: T): void;
}

/** One of a few, each a touch away. */
export function Choice<T extends string | number>({ label, options, chosen, onChoose }: ChoiceProps<T>) {
  return (
    <div className="choice" role="group" aria-label={label}>
      <span className="choice-label">{label}</span>
      <div className="choice-options">
        {options.map(({ value, label }) => (
          <Button key={value} isOn={value === chosen} onPress={() => onChoose(value)}>
            {label}
          </Button>
        ))}
      </div>
    </div>
  );
}
