import type { z } from "zod";

/** True: the schema takes the value as it stands. False: it does not, or who knows; ask the schema itself. */
export type Guard = (value: unknown) => boolean;

const guards = new WeakMap<z.core.$ZodType, Guard>();

/**
 * A guard that costs a fraction of its schema: a wall takes hundreds of valid messages a second, and a content policy that
 * forbids `eval` keeps zod from compiling its schemas. What a guard does not know (a pattern, a default, a transformation)
 * it leaves to the schema, and so never takes what that would refuse or change.
 */
export function quickGuard(schema: z.core.$ZodType): Guard {
  const known = guards.get(schema);
  if (known) return known;
  const guard = make(schema);
  guards.set(schema, guard);
  return guard;
}

const unsure: Guard = () => false;

// oxlint-disable-next-line eslint/no-underscore-dangle, typescript/no-unsafe-type-assertion -- where zod keeps, for libraries, what a schema is made of; it types the closed set of its schemas apart
const defOf = (schema: z.core.$ZodType) => (schema as z.core.$ZodTypes)._zod.def;
// oxlint-disable-next-line eslint/no-underscore-dangle, typescript/no-unsafe-type-assertion -- the same of its checks
const checkDefOf = (check: z.core.$ZodCheck) => (check as z.core.$ZodChecks)._zod.def;

function make(schema: z.core.$ZodType): Guard {
  const def = defOf(schema);
  const checks = (def.checks ?? []).map(checkGuard);
  const type = typeGuard(def);
  return checks.length === 0 ? type : (value) => type(value) && checks.every((check) => check(value));
}

function typeGuard(def: ReturnType<typeof defOf>): Guard {
  switch (def.type) {
    case "string":
      return "format" in def ? unsure : (value) => typeof value === "string";
    case "number":
      if (!("format" in def)) return Number.isFinite;
      return def.format === "safeint" ? Number.isSafeInteger : unsure;
    case "boolean":
      return (value) => typeof value === "boolean";
    case "custom":
      return (value) => Boolean(def.fn(value));
    case "literal":
      return oneOf(def.values);
    case "enum":
      return oneOf(Object.values(def.entries));
    case "nullable": {
      const inner = quickGuard(def.innerType);
      return (value) => value === null || inner(value);
    }
    case "optional": {
      const inner = quickGuard(def.innerType);
      return (value) => value === undefined || inner(value);
    }
    case "array": {
      const element = quickGuard(def.element);
      return (value) => Array.isArray(value) && value.every(element);
    }
    case "object":
      return objectGuard(def);
    case "union":
      return unionGuard(def);
    default:
      return unsure;
  }
}

function oneOf(values: readonly unknown[]): Guard {
  const known = new Set(values);
  return (value) => known.has(value);
}

/** The schema drops keys that it does not name, or refuses them: either way it is asked. */
function objectGuard({ shape, catchall }: z.core.$ZodObjectDef): Guard {
  if (catchall && defOf(catchall).type !== "never") return unsure;
  const fields = Object.entries(shape).map(([key, field]) => ({ key, guard: quickGuard(field) }));
  const keys = new Set(Object.keys(shape));
  return (value) => {
    if (!isRecord(value)) return false;
    for (const key in value) if (!keys.has(key)) return false;
    return fields.every(({ key, guard }) => guard(value[key]));
  };
}

/** Without a discriminator the first option that takes the value may be another than the one that takes it whole. */
function unionGuard(def: z.core.$ZodUnionDef): Guard {
  if (!("discriminator" in def)) return unsure;
  const discriminator = String(def.discriminator);
  const byValue = new Map<unknown, Guard>();
  for (const option of def.options) {
    const optionDef = defOf(option);
    const key = optionDef.type === "object" ? optionDef.shape[discriminator] : undefined;
    const keyDef = key && defOf(key);
    for (const value of keyDef?.type === "literal" ? keyDef.values : []) byValue.set(value, quickGuard(option));
  }
  return (value) => isRecord(value) && byValue.get(value[discriminator])?.(value) === true;
}

function checkGuard(check: z.core.$ZodCheck): Guard {
  const def = checkDefOf(check);
  switch (def.check) {
    case "greater_than":
      return (value) => Number(value) > Number(def.value) || (def.inclusive && value === def.value);
    case "less_than":
      return (value) => Number(value) < Number(def.value) || (def.inclusive && value === def.value);
    case "min_length":
      return (value) => lengthOf(value) >= def.minimum;
    case "max_length":
      return (value) => lengthOf(value) <= def.maximum;
    default:
      return unsure;
  }
}

function lengthOf(value: unknown): number {
  return typeof value === "string" || Array.isArray(value) ? value.length : Number.NaN;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
