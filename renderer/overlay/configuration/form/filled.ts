import { z } from "zod";
import type { Edit } from "../../../../server/protocol/configuration.ts";
import { type Field, type Input, isComposed, readField, showValue } from "./fields.ts";

const record = z.record(z.string(), z.unknown());
const places = ["env", "file", "credential"] as const;
export type SecretPlace = (typeof places)[number];

/** What stands in the fields of one option while somebody fills them in. */
export type Filled =
  | { kind: "plain"; text: string }
  | { kind: "secret"; place: SecretPlace; name: string }
  | { kind: "group"; parts: Readonly<Record<string, Filled>> }
  | { kind: "items"; items: readonly Filled[] }
  | { kind: "map"; pairs: readonly { name: string; value: Filled }[] };

export function fill(input: Input, value: unknown): Filled {
  const written = record.safeParse(value).data ?? {};
  switch (input.kind) {
    case "secret": {
      const place = places.find((one) => one in written) ?? "env";
      return { kind: "secret", place, name: showValue(written[place]) };
    }
    case "group":
      return {
        kind: "group",
        parts: Object.fromEntries(input.fields.map((field) => [field.key, fill(field.input, written[field.key])])),
      };
    case "items":
      return {
        kind: "items",
        items: (Array.isArray(value) ? value : []).map((item: unknown) => fillItem(input, item)),
      };
    case "map":
      return {
        kind: "map",
        pairs: Object.entries(written).map(([name, each]) => ({ name, value: fill(input.value, each) })),
      };
    default:
      return { kind: "plain", text: showValue(value) };
  }
}

export function fillItem({ fields }: { fields: Field[] }, value: unknown): Filled {
  return fill({ kind: "group", fields }, value);
}

/** The option's value; undefined where nothing is filled in. */
export function readFilled(input: Input, filled: Filled): unknown {
  switch (filled.kind) {
    case "plain":
      return isComposed(input) ? undefined : readField(input, filled.text);
    case "secret":
      return filled.name.trim() === "" ? undefined : { [filled.place]: filled.name.trim() };
    case "group": {
      const fields = input.kind === "group" || input.kind === "items" ? input.fields : [];
      return presentOf(fields.map(({ key, input: each }) => [key, readPart(each, filled.parts[key])]));
    }
    case "items": {
      const items = filled.items.map((item) => readFilled(input, item)).filter((item) => item !== undefined);
      return items.length > 0 ? items : undefined;
    }
    case "map":
      if (input.kind !== "map") return undefined;
      return presentOf(filled.pairs.map(({ name, value }) => [name.trim(), readFilled(input.value, value)]));
  }
}

function readPart(input: Input, filled: Filled | undefined): unknown {
  return filled && readFilled(input, filled);
}

function presentOf(pairs: [string, unknown][]): object | undefined {
  const present = pairs.filter(([name, value]) => name !== "" && value !== undefined);
  return present.length > 0 ? Object.fromEntries(present) : undefined;
}

/** What is filled in is no function and no symbol. */
export function asJson(value: unknown): z.infer<ReturnType<typeof z.json>> {
  return z.json().parse(value);
}

/**
 * The edits that make one value of another at a path, each as small as can be, so that the comments between them stay.
 * What is new comes before what goes: the last key of a map cannot be taken out of it.
 */
export function editsBetween(path: Edit["path"], before: unknown, after: unknown): Edit[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (after === undefined) return [{ type: "unset", path }];
  const [old, fresh] = [record.safeParse(before).data, record.safeParse(after).data];
  if (old && fresh) {
    const set = Object.entries(fresh).flatMap(([key, value]) => editsBetween([...path, key], old[key], value));
    const gone = Object.keys(old).filter((key) => fresh[key] === undefined);
    return [...set, ...gone.map((key): Edit => ({ type: "unset", path: [...path, key] }))];
  }
  return [{ type: "set", path, value: asJson(after) }];
}
