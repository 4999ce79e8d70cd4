import { useState } from "react";
import { Button } from "../../parts/button.tsx";
import { AddByType } from "../add-by-type.tsx";
import type { Field, Forms } from "../form/fields.ts";
import { asJson, type Filled, fill, readFilled } from "../form/filled.ts";
import { GroupFields } from "../form/filled-field.tsx";

interface AddSourceProps {
  forms: Forms;
  taken: readonly string[];
  /** Whether it was done. */
  onAdd(id: string, source: ReturnType<typeof asJson>): Promise<boolean>;
}

const idField: Field = {
  key: "id",
  isRequired: true,
  hint: "what panels call it",
  input: { kind: "text", isLong: false },
};

/** The source types. What a new one needs is asked before it is written; the rest afterwards. */
export function AddSource({ forms, taken, onAdd }: AddSourceProps) {
  const [type, setType] = useState<string>();
  return (
    <AddByType title="Add a source" types={forms.keys()} chosen={type} onChoose={setType}>
      {type !== undefined && (
        <NewSource
          key={type}
          type={type}
          fields={neededOf(forms.get(type) ?? [])}
          taken={taken}
          onAdd={async (id, source) => {
            const isAdded = await onAdd(id, source);
            if (isAdded) setType(undefined);
            return isAdded;
          }}
        />
      )}
    </AddByType>
  );
}

/** A list of what is watched may be left out of a text, and yet there is nothing to watch without it. */
function neededOf(fields: readonly Field[]): Field[] {
  return fields.filter(({ isRequired, input }) => isRequired || input.kind === "items" || input.kind === "secret");
}

interface NewSourceProps extends Pick<AddSourceProps, "taken" | "onAdd"> {
  type: string;
  fields: Field[];
}

function NewSource({ type, fields, taken, onAdd }: NewSourceProps) {
  const asked = [idField, ...fields];
  const [filled, setFilled] = useState<Filled>(() =>
    fill({ kind: "group", fields: asked }, { id: freeId(type, taken) }),
  );
  const [trouble, setTrouble] = useState("");
  if (filled.kind !== "group") return null;
  const add = () => {
    const id = filled.parts["id"]?.kind === "plain" ? filled.parts["id"].text.trim() : "";
    if (id === "") return setTrouble("Give it an id: panels name their source by it.");
    if (taken.includes(id)) return setTrouble(`There is a source "${id}" already; give this one another id.`);
    setTrouble("");
    const options = readFilled({ kind: "group", fields }, filled) ?? {};
    return void onAdd(id, asJson({ type, ...options }));
  };
  return (
    <>
      <GroupFields fields={asked} filled={filled} onFill={setFilled} />
      {trouble !== "" && <p role="alert">{trouble}</p>}
      <Button isMain onPress={add}>{`Add ${type}`}</Button>
    </>
  );
}

function freeId(type: string, taken: readonly string[]): string {
  const names = [type, ...Array.from({ length: taken.length + 1 }, (_, index) => `${type}-${index + 2}`)];
  return names.find((name) => !taken.includes(name)) ?? type;
}
