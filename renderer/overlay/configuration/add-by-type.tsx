import type { ReactNode } from "react";
import { Button } from "../parts/button.tsx";

interface AddByTypeProps {
  title: string;
  types: Iterable<string>;
  chosen: string | undefined;
  onChoose(type: string | undefined): void;
  /** What the chosen one needs. */
  children: ReactNode;
}

/** The types of what can be added; touched once more the chosen one is let go. */
export function AddByType({ title, types, chosen, onChoose, children }: AddByTypeProps) {
  return (
    <section className="add-panel" aria-label={title}>
      <h2>{title}</h2>
      <div className="form-choices" role="group" aria-label="Type">
        {[...types].map((name) => (
          <Button key={name} isOn={name === chosen} onPress={() => onChoose(name === chosen ? undefined : name)}>
            {name}
          </Button>
        ))}
      </div>
      {chosen !== undefined && children}
    </section>
  );
}
