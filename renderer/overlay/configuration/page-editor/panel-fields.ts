import { z } from "zod";

/** One option of a panel, as a form asks for it. */
export interface PanelField {
  key: string;
  isRequired: boolean;
  /** What stands where nothing is written. */
  hint: string;
  input:
    | { kind: "choice"; options: string[] }
    | { kind: "switch" }
    | { kind: "number"; least?: number | undefined; most?: number | undefined; isWhole: boolean }
    | { kind: "list" }
    | { kind: "text"; isLong: boolean };
}

const property = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  default: z.unknown().optional(),
  examples: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  not: z.unknown().optional(),
});
const panelSchema = z.looseObject({
  properties: z.record(z.string(), property),
  required: z.array(z.string()).default([]),
});
const wallSchema = z.looseObject({
  properties: z.looseObject({
    pages: z.looseObject({
      items: z.looseObject({
        properties: z.looseObject({ panels: z.looseObject({ items: z.looseObject({ oneOf: z.array(panelSchema) }) }) }),
      }),
    }),
  }),
});

/** What can be shown as it is. */
const plain = z.union([z.string(), z.number(), z.boolean()]);

/** From so many characters on a text is given several lines. */
const longText = 1000;

/** For each panel type its options, read from the configuration's JSON Schema. */
export function panelFields(schema: unknown): ReadonlyMap<string, PanelField[]> {
  const { oneOf } = wallSchema.parse(schema).properties.pages.items.properties.panels.items;
  return new Map(
    oneOf.map(({ properties, required }) => [
      String(properties["type"]?.["const"]),
      Object.entries(properties).flatMap(([key, each]) =>
        key === "type" || key === "at" || each.not !== undefined
          ? []
          : [{ key, isRequired: required.includes(key), hint: hintOf(each), input: inputOf(each) }],
      ),
    ]),
  );
}

function inputOf(each: z.infer<typeof property>): PanelField["input"] {
  if (each.enum) return { kind: "choice", options: each.enum };
  if (each.type === "boolean") return { kind: "switch" };
  if (each.type === "array") return { kind: "list" };
  if (each.type === "number" || each.type === "integer") {
    const { minimum, maximum } = each;
    // Whole numbers are bounded by what a double can count, which is no bound to speak of.
    const [least, most] = [minimum, maximum].map((limit) =>
      Number.isSafeInteger(Math.abs(limit ?? 0) + 1) ? limit : undefined,
    );
    return { kind: "number", least, most, isWhole: each.type === "integer" };
  }
  return { kind: "text", isLong: (each.maxLength ?? 0) >= longText };
}

function hintOf(each: z.infer<typeof property>): string {
  const usual = plain.safeParse(each.default);
  if (usual.success) return String(usual.data);
  return each.examples ? `like ${each.examples.join(", ")}` : "";
}

export type OptionValue = string | number | boolean | string[];

/** What is written in a field, as the value of the option; undefined takes the option away. */
export function readField({ input }: PanelField, written: string): OptionValue | undefined {
  const text = written.trim();
  if (text === "") return undefined;
  switch (input.kind) {
    case "number":
      // What is no number is sent as it is: the server says what would be right.
      return Number.isNaN(Number(text)) ? text : Number(text);
    case "switch":
      return text === "true";
    case "list":
      return text
        .split(",")
        .map((item) => item.trim())
        .filter((item) => item !== "");
    case "choice":
    case "text":
      return text;
  }
}

/** An option's value as a field shows it. */
export function showValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(showValue).join(", ");
  const shown = plain.safeParse(value);
  return shown.success ? String(shown.data) : "";
}
