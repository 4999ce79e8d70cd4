import { z } from "zod";
import { didYouMean } from "./nearest.ts";

export type Path = readonly PropertyKey[];

interface Finding {
  path: Path;
  message: string;
  /** The finding is about this key of the map at `path`, and not about a value. */
  unknownKey?: string;
}

type Read<T> = { ok: true; value: T } | { ok: false; findings: Finding[] };

/** For each list of unknown keys that zod reports, the known ones. */
type KnownKeys = WeakMap<readonly string[], string[]>;

/** Parses with a schema. What it finds wrong is said in words for the writer of a YAML file: "must be text, not 5". */
export function readWith<T>(schema: z.ZodType<T>, value: unknown): Read<T> {
  // An issue of zod names the unknown keys and not the known ones, which only the schema at hand can tell.
  const knownKeys: KnownKeys = new WeakMap();
  const error: z.core.$ZodErrorMap = (issue) => {
    if (issue.code === "unrecognized_keys") knownKeys.set(issue.keys, keysOf(issue.inst));
    return wordsFor(issue);
  };
  const result = schema.safeParse(value, { error });
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, findings: result.error.issues.flatMap((issue) => findingsOf(issue, [], knownKeys)) };
}

/** A value as it can stand in a sentence: lists, maps and long texts are not repeated. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === null || value === undefined) return "nothing";
  return Array.isArray(value) ? "a list" : "a map";
}

/** Of more unknown keys in one map nobody has mistyped each: what was meant is looked for in so many. */
const mostMistyped = 100;

function unknownKeyWords(key: string, known: readonly string[], index: number): string {
  const meant = index < mostMistyped ? didYouMean(key, known) : "";
  return `unknown key "${key}"${meant || ";"} known keys are ${known.join(", ")}`;
}

function findingsOf(issue: z.core.$ZodIssue, around: Path, knownKeys: KnownKeys): Finding[] {
  const path = [...around, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys.get(issue.keys) ?? [];
    return issue.keys.map((key, index) => ({ path, message: unknownKeyWords(key, known, index), unknownKey: key }));
  }
  if (issue.code === "invalid_union" && issue.message === "") {
    return closestAlternative(issue.errors).flatMap((each) => findingsOf(each, path, knownKeys));
  }
  if (issue.code === "invalid_key") return [{ path, message: issue.issues[0]?.message ?? issue.message }];
  return [{ path, message: issue.message }];
}

/** Of the alternatives of a union, the one that the writer most likely meant: the one with the fewest faults. */
function closestAlternative(alternatives: readonly z.core.$ZodIssue[][]): readonly z.core.$ZodIssue[] {
  return alternatives.toSorted((a, b) => weight(a) - weight(b))[0] ?? [];
}

function weight(issues: readonly z.core.$ZodIssue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 1), 0);
}

function keysOf(schema: unknown): string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape).filter((key) => isAllowed(schema.shape[key])) : [];
}

/** A key that is there only so that its refusal has words of its own is none to propose. */
function isAllowed(key: unknown): boolean {
  return !(key instanceof z.ZodOptional && key.unwrap() instanceof z.ZodNever);
}

/**
 * The words for an issue whose schema has none of its own; undefined leaves them to zod. They are empty for a union:
 * what its closest alternative says is used instead.
 */
function wordsFor(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return mustBe(typeWords[issue.expected] ?? issue.expected, issue.input);
    case "invalid_value":
      return oneOf(issue.values, issue.input);
    case "invalid_union":
      return issue.errors.length > 0 ? "" : discriminatorWords(issue);
    case "too_small":
      return issue.minimum === 1 && issue.origin in units
        ? "must not be empty"
        : bound("at least", issue.minimum, issue);
    case "too_big":
      return bound("at most", issue.maximum, issue);
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}, not ${show(issue.input)}`;
    case "invalid_format":
      return `must be a valid ${issue.format}, not ${show(issue.input)}`;
    case "custom":
    case "invalid_element":
    case "invalid_key":
    case "unrecognized_keys":
      break;
  }
  return undefined;
}

function mustBe(type: string, input: unknown): string {
  if (input === undefined) return `must be ${type}`;
  const quotes = type === "text" && (typeof input === "number" || typeof input === "boolean");
  return `must be ${type}, not ${show(input)}${quotes ? "; put it in quotes" : ""}`;
}

/** `errors` is empty where the member is chosen by a key: then the value of that key is the fault. */
function discriminatorWords({ input, discriminator, options }: DiscriminatorIssue): string {
  const allowed = Array.isArray(options) ? options : [];
  const written: unknown =
    typeof input === "object" && input !== null ? Reflect.get(input, String(discriminator)) : undefined;
  return oneOf(allowed, written);
}

interface DiscriminatorIssue {
  input: unknown;
  discriminator?: unknown;
  options?: unknown;
}

const typeWords: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "a map",
  record: "a map",
};

const units: Record<string, string> = { string: " characters", array: " entries", map: " entries" };

function bound(word: string, limit: number | bigint, issue: { origin: string; input?: unknown }): string {
  const unit = units[issue.origin];
  return unit ? `must have ${word} ${limit}${unit}` : `must be ${word} ${limit}, not ${show(issue.input)}`;
}

/** "must be one of a, b, c, not "d"". */
export function oneOf(allowed: readonly unknown[], input: unknown): string {
  const names = allowed.map(String);
  const list = names.length === 1 ? `must be ${names.join()}` : `must be one of ${names.join(", ")}`;
  if (input === undefined) return list;
  return `${list}, not ${show(input)}${typeof input === "string" ? didYouMean(input, names) : ""}`;
}
