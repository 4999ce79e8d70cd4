import { z } from "zod";

/** One option, as a form asks for it. */
export interface Field {
  key: string;
  isRequired: boolean;
  /** What stands where nothing is written. */
  hint: string;
  input: Input;
}

export type Input = PlainInput | ComposedInput;
/** What is written in one line, or chosen. */
export type PlainInput =
  | { kind: "choice"; options: string[] }
  | { kind: "switch" }
  | { kind: "number"; least?: number | undefined; most?: number | undefined; isWhole: boolean }
  /** One number, or several. */
  | { kind: "numbers" }
  | { kind: "list" }
  | { kind: "text"; isLong: boolean };
export type ComposedInput =
  /** Where a secret is kept, and never the secret. */
  | { kind: "secret" }
  | { kind: "group"; fields: Field[] }
  | { kind: "items"; fields: Field[] }
  /** Names of somebody's own, each with a value of the same kind. */
  | { kind: "map"; value: Input };

/** As much of a JSON Schema as a form reads. */
const schemaOf = z.looseObject({
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  default: z.unknown().optional(),
  examples: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  not: z.unknown().optional(),
  required: z.array(z.string()).default([]),
  get properties() {
    return z.record(z.string(), schemaOf).default({});
  },
  get anyOf() {
    return z.array(schemaOf).optional();
  },
  get oneOf() {
    return z.array(schemaOf).optional();
  },
  /** `false`, and a tuple's items, are of no interest. */
  get additionalProperties() {
    return schemaOf.optional().catch(undefined);
  },
  get items() {
    return schemaOf.optional().catch(undefined);
  },
});
type Schema = z.infer<typeof schemaOf>;

/** What can be shown as it is. */
const plain = z.union([z.string(), z.number(), z.boolean()]);

/** From so many characters on a panel's text is given several lines. A source has addresses and paths, which have one. */
const longPanelText = 1000;

export type Forms = ReadonlyMap<string, Field[]>;

/** For each panel type its options, read from the configuration's JSON Schema. */
export function panelForms(schema: unknown): Forms {
  return formsOf(schemaOf.parse(schema).properties["pages"]?.items?.properties["panels"]?.items, longPanelText);
}

/** For each source type its options. */
export function sourceForms(schema: unknown): Forms {
  return formsOf(schemaOf.parse(schema).properties["sources"]?.additionalProperties, Number.POSITIVE_INFINITY);
}

function formsOf(kinds: Schema | undefined, longText: number): Forms {
  return new Map(
    (kinds?.oneOf ?? []).map((kind) => [String(kind.properties["type"]?.const), fieldsOf(kind, longText)]),
  );
}

function fieldsOf({ properties, required }: Schema, longText: number): Field[] {
  return Object.entries(properties).flatMap(([key, each]) =>
    each.const !== undefined || key === "at" || each.not !== undefined
      ? []
      : [{ key, isRequired: required.includes(key), hint: hintOf(each), input: inputOf(each, longText) }],
  );
}

function inputOf(each: Schema, longText: number): Input {
  const { anyOf = [], items, additionalProperties } = each;
  if (each.enum) return { kind: "choice", options: each.enum };
  if (anyOf.some(({ properties }) => "credential" in properties)) return { kind: "secret" };
  if (anyOf.some(({ type }) => type === "number" || type === "integer")) return { kind: "numbers" };
  switch (each.type) {
    case "boolean":
      return { kind: "switch" };
    case "array":
      return items?.type === "object" ? { kind: "items", fields: fieldsOf(items, longText) } : { kind: "list" };
    case "object":
      if (Object.keys(each.properties).length > 0) return { kind: "group", fields: fieldsOf(each, longText) };
      return { kind: "map", value: additionalProperties ? inputOf(additionalProperties, longText) : text };
    case "number":
    case "integer":
      return { kind: "number", ...boundsOf(each), isWhole: each.type === "integer" };
    default:
      return { kind: "text", isLong: (each.maxLength ?? 0) >= longText };
  }
}

const text: Input = { kind: "text", isLong: false };

/** Whole numbers are bounded by what a double can count, which is no bound to speak of. */
function boundsOf({ minimum, maximum }: Schema) {
  const [least, most] = [minimum, maximum].map((limit) =>
    Number.isSafeInteger(Math.abs(limit ?? 0) + 1) ? limit : undefined,
  );
  return { least, most };
}

function hintOf(each: Schema): string {
  const usual = plain.safeParse(each.default);
  if (usual.success) return String(usual.data);
  return each.examples ? `like ${each.examples.join(", ")}` : "";
}

export function isComposed(input: Input): input is ComposedInput {
  return ["secret", "group", "items", "map"].includes(input.kind);
}

export type OptionValue = string | number | boolean | (string | number)[];

/** What is written in a field, as the value of the option; undefined takes the option away. */
export function readField(input: PlainInput, written: string): OptionValue | undefined {
  const text = written.trim();
  if (text === "") return undefined;
  switch (input.kind) {
    case "number":
      return numberOf(text);
    case "switch":
      return text === "true";
    case "numbers": {
      const numbers = itemsOf(text).map(numberOf);
      return numbers.length === 1 ? numbers[0] : numbers;
    }
    case "list":
      return itemsOf(text);
    case "choice":
    case "text":
      return text;
  }
}

/** What is no number is sent as it is: the server says what would be right. */
function numberOf(text: string): string | number {
  return Number.isNaN(Number(text)) ? text : Number(text);
}

function itemsOf(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** An option's value as a field shows it. */
export function showValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(showValue).join(", ");
  const shown = plain.safeParse(value);
  return shown.success ? String(shown.data) : "";
}
