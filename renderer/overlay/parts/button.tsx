import type { ReactNode } from "react";

interface ButtonProps {
  children: ReactNode;
  onPress(): void;
  /** What is most likely wanted here. */
  isMain?: boolean;
  /** It can be read and focused, and does nothing now. */
  isOff?: boolean;
  /** Of one that stays on: whether it is. */
  isOn?: boolean;
  /** What it does, where its words say that only beside others. */
  says?: string;
}

/** Large enough for a finger. */
export function Button({ children, onPress, isMain = false, isOff = false, isOn, says }: ButtonProps) {
  return (
    <button
      type="button"
      className={`button ${isMain ? "main" : ""}`}
      aria-disabled={isOff || undefined}
      aria-pressed={isOn}
      aria-label={says}
      onClick={() => {
        if (!isOff) onPress();
      }}
    >
      {children}
    </button>
  );
}
