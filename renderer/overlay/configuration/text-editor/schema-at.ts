import { z } from "zod";

/** As much of a JSON Schema as completion and hover read. */
export interface Schema {
  [key: string]: unknown;
  properties?: Record<string, Schema> | undefined;
  additionalProperties?: unknown;
  items?: unknown;
  prefixItems?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
  anyOf?: Schema[] | undefined;
  const?: unknown;
}

/** What it fixes, where that is a word. */
function constOf({ const: fixed }: Schema): string | undefined {
  return typeof fixed === "string" ? fixed : undefined;
}

/** A step into a text: a key of a map, or an item of a list. */
export type Step = string | number;

const record = z.record(z.string(), z.unknown());

/**
 * The schemas that a value at this place may have. Of alternatives those stay whose `type` is the one written in the map
 * that they are for; `typeAt` answers with it for the first so many steps.
 */
export function schemasAt(
  root: Schema,
  path: readonly Step[],
  typeAt: (depth: number) => string | undefined,
): Schema[] {
  let schemas = alternatives([root], typeAt(0));
  for (const [depth, step] of path.entries()) {
    schemas = alternatives(
      schemas.flatMap((schema) => childOf(schema, step)),
      typeAt(depth + 1),
    );
  }
  return schemas;
}

function childOf(schema: Schema, step: Step): Schema[] {
  if (typeof step === "number") {
    const item = schema.prefixItems?.[step] ?? schema.items;
    return isSchema(item) ? [item] : [];
  }
  const property = schema.properties?.[step] ?? schema.additionalProperties;
  return isSchema(property) ? [property] : [];
}

function alternatives(schemas: readonly Schema[], type: string | undefined): Schema[] {
  const all = schemas.flatMap((schema) => {
    const choices = schema.oneOf ?? schema.anyOf;
    return choices ? alternatives(choices, undefined) : [schema];
  });
  const fitting = all.filter((schema) => schema.properties?.["type"]?.const === type);
  return type !== undefined && fitting.length > 0 ? fitting : all;
}

function isSchema(value: unknown): value is Schema {
  return record.safeParse(value).success;
}

export interface Proposal {
  text: string;
  /** What it may hold, in a few words. */
  detail: string;
}

/** The keys that a map at this place may have. */
export function keysOf(schemas: readonly Schema[]): Proposal[] {
  const keys = new Map<string, Proposal>();
  for (const schema of schemas) {
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      if (property["not"] === undefined && !keys.has(key)) keys.set(key, { text: key, detail: wordsOf([property]) });
    }
  }
  return [...keys.values()];
}

/** The values that may stand at this place, where they can be named. */
export function valuesOf(schemas: readonly Schema[]): Proposal[] {
  const values = schemas.flatMap((schema) => {
    if (Array.isArray(schema["enum"])) return schema["enum"].map(String);
    const fixed = constOf(schema);
    if (fixed !== undefined) return [fixed];
    if (schema["type"] === "boolean") return ["true", "false"];
    return Array.isArray(schema["examples"]) ? schema["examples"].map(String) : [];
  });
  return [...new Set(values)].map((text) => ({ text, detail: "" }));
}

/** What may stand at this place, in a line. */
export function wordsOf(schemas: readonly Schema[]): string {
  return [...new Set(schemas.map(words))].filter((text) => text !== "").join(" or ");
}

const names: Record<string, string> = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
};

function words(schema: Schema): string {
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return wordsOf(choices);
  if (Array.isArray(schema["enum"])) return schema["enum"].join(", ");
  const fixed = constOf(schema);
  if (fixed !== undefined) return fixed;
  const parts = [names[String(schema["type"])] ?? ""];
  const { minimum, maximum, examples, default: usual } = schema;
  if (isBound(minimum)) parts.push(`from ${minimum}`);
  if (isBound(maximum)) parts.push(`to ${maximum}`);
  if (Array.isArray(examples)) parts.push(`like ${examples.join(", ")}`);
  if (["string", "number", "boolean"].includes(typeof usual)) parts.push(`(${String(usual)} if not given)`);
  return parts.join(" ").trim();
}

/** zod bounds whole numbers by what a double can count, which says nothing. */
function isBound(limit: unknown): limit is number {
  return typeof limit === "number" && Math.abs(limit) < Number.MAX_SAFE_INTEGER;
}
