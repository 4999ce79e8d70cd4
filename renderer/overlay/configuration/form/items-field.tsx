import { useState } from "react";
import type { Edit } from "../../../../server/protocol/configuration.ts";
import { Button } from "../../parts/button.tsx";
import { type Field, showValue } from "./fields.ts";
import { asJson, editsBetween, type Filled, fillItem, readFilled } from "./filled.ts";
import { GroupFields } from "./filled-field.tsx";
import { labelOf } from "./option-field.tsx";

interface ItemsFieldProps {
  field: Field;
  /** Of each item. */
  fields: Field[];
  value: unknown;
  path: Edit["path"];
  onEdit(...edits: Edit[]): Promise<boolean>;
}

/** A list of things of several parts: one at a time is changed, added or removed. */
export function ItemsField({ field, fields, value, path, onEdit }: ItemsFieldProps) {
  const items: unknown[] = Array.isArray(value) ? value : [];
  /** The place of the one that is open; that behind the last one is for a new one. */
  const [opened, setOpened] = useState<number>();
  const label = labelOf(field.key);
  const write = async (edits: Edit[]) => {
    if (edits.length === 0 || (await onEdit(...edits))) setOpened(undefined);
  };
  const remove = (index: number) =>
    void write([items.length === 1 ? { type: "unset", path } : { type: "remove", path: [...path, index] }]);
  const add = (item: unknown) =>
    void write(
      item === undefined
        ? []
        : [
            items.length === 0
              ? { type: "set", path, value: [asJson(item)] }
              : { type: "append", path, value: asJson(item) },
          ],
    );
  return (
    <fieldset className="form-group wide">
      <legend>{label}</legend>
      <ul className="form-items">
        {items.map((item, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the items of a text have no name but their place
          <li key={`${index} ${JSON.stringify(item)}`}>
            {index === opened ? (
              <ItemForm
                label={`${label}: ${summary(item)}`}
                fields={fields}
                value={item}
                onWrite={(next) => void write(editsBetween([...path, index], item, next))}
                onCancel={() => setOpened(undefined)}
              />
            ) : (
              <div className="form-item-line">
                <span>{summary(item)}</span>
                <Button says={`Change ${summary(item)}`} onPress={() => setOpened(index)}>
                  Change
                </Button>
                <Button says={`Remove ${summary(item)}`} onPress={() => remove(index)}>
                  Remove
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {opened === items.length ? (
        <ItemForm
          label={`${label}: a new one`}
          fields={fields}
          value={undefined}
          onWrite={add}
          onCancel={() => setOpened(undefined)}
        />
      ) : (
        <Button onPress={() => setOpened(items.length)}>{`Add to ${label}`}</Button>
      )}
    </fieldset>
  );
}

interface ItemFormProps {
  label: string;
  fields: Field[];
  value: unknown;
  onWrite(value: unknown): void;
  onCancel(): void;
}

function ItemForm({ label, fields, value, onWrite, onCancel }: ItemFormProps) {
  const [filled, setFilled] = useState<Filled>(() => fillItem({ fields }, value));
  if (filled.kind !== "group") return null;
  return (
    <div className="form-item" role="group" aria-label={label}>
      <GroupFields fields={fields} filled={filled} onFill={setFilled} />
      <div className="save-bar">
        <Button isMain onPress={() => onWrite(readFilled({ kind: "group", fields }, filled))}>
          Write it
        </Button>
        <Button onPress={onCancel}>Cancel</Button>
      </div>
    </div>
  );
}

/** "core-router · ping 192.0.2.1" */
function summary(item: unknown): string {
  const values = typeof item === "object" && item !== null ? Object.entries(item) : [];
  const words = values.map(([key, value]) => (key === "name" ? showValue(value) : `${key} ${showValue(value)}`.trim()));
  return words.slice(0, 3).join(" · ");
}
