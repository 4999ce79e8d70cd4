import { useState } from "react";
import type { FieldKind } from "./text-field.ts";

const layers = {
  letters: ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm.-_"],
  signs: ["1234567890", "!@#$%&*()+", "=/\\?'\":;,", "<>[]{}^~|€"],
  digits: ["123", "456", "789"],
};

interface KeysProps {
  kind: FieldKind;
  onType(text: string): void;
  onErase(): void;
  onEnter(): void;
}

/** Keys on the screen, for who has only fingers. They leave the focus where it is. */
export function Keys({ kind, onType, onErase, onEnter }: KeysProps) {
  const [layer, setLayer] = useState<keyof typeof layers>(kind === "text" ? "letters" : "digits");
  const [isUpper, setUpper] = useState(false);
  const type = (text: string) => {
    onType(text);
    setUpper(false);
  };
  const cased = (key: string) => (isUpper ? key.toUpperCase() : key);
  const keyOf = (key: string) => <Key key={key} label={key} onPress={() => type(key)} />;
  return (
    <div
      className={`keys ${layer}`}
      onPointerDown={(event) => event.preventDefault()}
      role="group"
      aria-label="Keys on the screen"
    >
      {layers[layer].map((row) => (
        <div className="keys-row" key={row}>
          {row.split("").map(cased).map(keyOf)}
        </div>
      ))}
      {layer === "digits" && kind === "number" && <div className="keys-row">{["-", "0", "."].map(keyOf)}</div>}
      <div className="keys-row">
        {layer === "digits" || layer === "signs" ? (
          <Key label="abc" says="letters" onPress={() => setLayer("letters")} />
        ) : (
          <Key label="123" says="digits" onPress={() => setLayer("digits")} />
        )}
        {layer === "digits" && kind !== "number" && keyOf("0")}
        {layer === "letters" && (
          <Key label="⇧" says="capital letter" isOn={isUpper} onPress={() => setUpper(!isUpper)} />
        )}
        {layer === "letters" && <Key label="#+=" says="signs" onPress={() => setLayer("signs")} />}
        {layer !== "digits" && <Key label="space" onPress={() => type(" ")} />}
        <Key label="⌫" says="erase" onPress={onErase} />
        <Key label="⏎" says="enter" onPress={onEnter} />
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
