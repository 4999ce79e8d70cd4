import { useState } from "react";

const letters = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm.-_"];
const signs = ["1234567890", "!@#$%&*()+", "=/\\?'\":;,", "<>[]{}^~|€"];
const digits = ["123", "456", "789"];

interface KeysProps {
  /** What is typed most in the field at hand. */
  kind: "name" | "secret";
  onType(text: string): void;
  onErase(): void;
}

/** Keys on the screen, for who has only fingers. They leave the focus where it is. */
export function Keys({ kind, onType, onErase }: KeysProps) {
  const [layer, setLayer] = useState<"digits" | "letters" | "signs">();
  const [isUpper, setUpper] = useState(false);
  const shown = layer ?? (kind === "name" ? "letters" : "digits");
  const type = (text: string) => {
    onType(text);
    setUpper(false);
  };
  const rows = { digits, letters, signs }[shown];
  const cased = (key: string) => (isUpper ? key.toUpperCase() : key);
  return (
    <div className={`keys ${shown}`} onPointerDown={(event) => event.preventDefault()} aria-label="Keys on the screen">
      {rows.map((row) => (
        <div className="keys-row" key={row}>
          {row
            .split("")
            .map(cased)
            .map((key) => (
              <Key key={key} label={key} onPress={() => type(key)} />
            ))}
        </div>
      ))}
      <div className="keys-row">
        {shown === "digits" ? (
          <Key label="abc" says="letters" onPress={() => setLayer("letters")} />
        ) : (
          <Key label="123" says="digits" onPress={() => setLayer("digits")} />
        )}
        {shown === "digits" && <Key label="0" onPress={() => type("0")} />}
        {shown === "letters" && (
          <Key label="⇧" says="capital letter" isOn={isUpper} onPress={() => setUpper(!isUpper)} />
        )}
        {shown === "letters" && <Key label="#+=" says="signs" onPress={() => setLayer("signs")} />}
        {shown === "signs" && <Key label="abc" says="letters" onPress={() => setLayer("letters")} />}
        {shown !== "digits" && <Key label="space" onPress={() => type(" ")} />}
        <Key label="⌫" says="erase" onPress={onErase} />
      </div>
    </div>
  );
}

interface KeyProps {
  label: string;
  /** Its name, where the label is only a sign. */
  says?: string;
  isOn?: boolean;
  onPress(): void;
}

function Key({ label, says = label, isOn, onPress }: KeyProps) {
  return (
    <button type="button" className="key" tabIndex={-1} aria-label={says} aria-pressed={isOn} onClick={onPress}>
      {label}
    </button>
  );
}
