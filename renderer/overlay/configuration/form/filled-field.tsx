import { Button } from "../../parts/button.tsx";
import { type Field, type Input, isComposed } from "./fields.ts";
import { type Filled, fill, fillItem, type SecretPlace } from "./filled.ts";
import { labelOf, OptionField } from "./option-field.tsx";

const placeWords: Record<SecretPlace, { place: string; name: string }> = {
  env: { place: "in an environment variable", name: "its name" },
  file: { place: "in a file", name: "its path" },
  credential: { place: "a systemd credential", name: "its name" },
};
const isPlace = (text: string): text is SecretPlace => text in placeWords;

interface FilledFieldProps {
  label: string;
  field: Field;
  filled: Filled;
  onFill(filled: Filled): void;
}

/** An option of any kind, filled in part by part; nothing of it is written before all of it is. */
export function FilledField({ label, field, filled, onFill }: FilledFieldProps) {
  const { input } = field;
  switch (filled.kind) {
    case "plain":
      return isComposed(input) ? null : (
        <OptionField
          key={filled.text}
          field={{ ...field, key: label, input }}
          value={filled.text}
          onWrite={(text) => onFill({ kind: "plain", text })}
        />
      );
    case "secret":
      return <SecretFields label={label} filled={filled} onFill={onFill} />;
    case "group":
      return (
        <fieldset className="form-group wide">
          <legend>{label}</legend>
          <GroupFields fields={fieldsIn(input)} filled={filled} onFill={onFill} />
        </fieldset>
      );
    case "items":
      return <Items label={label} fields={fieldsIn(input)} filled={filled} onFill={onFill} />;
    case "map":
      return input.kind === "map" ? <Pairs label={label} value={input.value} filled={filled} onFill={onFill} /> : null;
  }
}

interface PartProps<K extends Filled["kind"]> {
  filled: Extract<Filled, { kind: K }>;
  onFill(filled: Filled): void;
}

export function GroupFields({ fields, filled, onFill }: PartProps<"group"> & { fields: readonly Field[] }) {
  return (
    <div className="panel-form-fields">
      {fields.map((field) => (
        <FilledField
          key={field.key}
          label={labelOf(field.key)}
          field={field}
          filled={filled.parts[field.key] ?? fill(field.input, undefined)}
          onFill={(part) => onFill({ ...filled, parts: { ...filled.parts, [field.key]: part } })}
        />
      ))}
    </div>
  );
}

function SecretFields({ label, filled, onFill }: PartProps<"secret"> & { label: string }) {
  const { place, name } = filled;
  return (
    <>
      <label className="field">
        <span>{`${label}: where it is kept`}</span>
        <select
          value={place}
          onChange={({ target }) => {
            if (isPlace(target.value)) onFill({ kind: "secret", place: target.value, name });
          }}
        >
          {Object.entries(placeWords).map(([key, words]) => (
            <option key={key} value={key}>
              {words.place}
            </option>
          ))}
        </select>
      </label>
      <OptionField
        key={`${place} ${name}`}
        field={{
          key: `${label}: ${placeWords[place].name}`,
          isRequired: false,
          hint: "never the secret itself",
          input: { kind: "text", isLong: false },
        }}
        value={name}
        onWrite={(name) => onFill({ kind: "secret", place, name })}
      />
    </>
  );
}

function Items({ label, fields, filled, onFill }: PartProps<"items"> & { label: string; fields: Field[] }) {
  const { items } = filled;
  const fillOne = (index: number, item: Filled | undefined) =>
    onFill({ kind: "items", items: items.flatMap((each, at) => (at === index ? (item ?? []) : each)) });
  return (
    <fieldset className="form-group wide">
      <legend>{label}</legend>
      {items.map(
        (item, index) =>
          item.kind === "group" && (
            // oxlint-disable-next-line react/no-array-index-key -- they have no name but their place
            <div className="form-item" key={index} role="group" aria-label={`${label} ${index + 1}`}>
              <GroupFields fields={fields} filled={item} onFill={(next) => fillOne(index, next)} />
              <Button says={`Remove ${label} ${index + 1}`} onPress={() => fillOne(index, undefined)}>
                Remove
              </Button>
            </div>
          ),
      )}
      <Button onPress={() => onFill({ kind: "items", items: [...items, fillItem({ fields }, undefined)] })}>
        {`Add to ${label}`}
      </Button>
    </fieldset>
  );
}

function Pairs({ label, value, filled, onFill }: PartProps<"map"> & { label: string; value: Input }) {
  const { pairs } = filled;
  type Pair = (typeof pairs)[number];
  const fillOne = (index: number, pair: Pair | undefined) =>
    onFill({ kind: "map", pairs: pairs.flatMap((each, at) => (at === index ? (pair ?? []) : each)) });
  const nameField = { isRequired: true, hint: "", input: { kind: "text", isLong: false } } as const;
  return (
    <fieldset className="form-group wide">
      <legend>{label}</legend>
      {pairs.map((pair, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a name is what is being changed here
        <div className="form-item" key={index} role="group" aria-label={`${label} ${index + 1}`}>
          <div className="panel-form-fields">
            <OptionField
              key={pair.name}
              field={{ ...nameField, key: "name" }}
              value={pair.name}
              onWrite={(name) => fillOne(index, { ...pair, name })}
            />
            <FilledField
              label="value"
              field={{ key: "value", isRequired: true, hint: "", input: value }}
              filled={pair.value}
              onFill={(next) => fillOne(index, { ...pair, value: next })}
            />
          </div>
          <Button says={`Remove ${label} ${index + 1}`} onPress={() => fillOne(index, undefined)}>
            Remove
          </Button>
        </div>
      ))}
      <Button onPress={() => onFill({ kind: "map", pairs: [...pairs, { name: "", value: fill(value, undefined) }] })}>
        {`Add to ${label}`}
      </Button>
    </fieldset>
  );
}

function fieldsIn(input: Input): Field[] {
  return input.kind === "group" || input.kind === "items" ? input.fields : [];
}
