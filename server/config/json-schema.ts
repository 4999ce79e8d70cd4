import { z } from "zod";
import { panelTypeNames } from "../protocol/panels.ts";
import type { SourceType } from "../sources/define.ts";
import { sourceTypes } from "../sources/index.ts";
import { page, panelOf, settings } from "./schema.ts";
import type { SourceTypes } from "./sources.ts";

type JsonSchema = Record<string, unknown>;

/** The configuration as a JSON Schema (draft 2020-12), for editors. What only the loader can know, it leaves to the loader. */
export function configJsonSchema(types: SourceTypes = sourceTypes): JsonSchema {
  const { properties, ...root } = written(settings);
  const pageSchema = written(page);
  const panels = { type: "array", minItems: 1, items: { oneOf: panelTypeNames.map((type) => written(panelOf(type))) } };
  const pages = {
    type: "array",
    minItems: 1,
    items: { ...pageSchema, properties: { ...pageSchema["properties"], panels } },
  };
  const sources = {
    type: "object",
    additionalProperties: { oneOf: Object.entries(types).map(([name, type]) => sourceSchema(name, type)) },
  };
  return { ...root, title: "Nocturne wall", properties: { ...properties, sources, pages }, required: ["pages"] };
}

/** The options of a source type with the `type` beside them, as they stand in the file. */
function sourceSchema(name: string, type: SourceType): JsonSchema {
  const { properties, required = [], ...options } = written(type.options);
  return {
    ...options,
    type: "object",
    properties: { type: { const: name }, ...properties },
    required: ["type", ...required],
  };
}

/** As it is written, not as it is read: "10s" is text. */
function written(schema: z.ZodType): ObjectSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return objectSchema.parse(json);
}

/** What zod makes of an object; looked at only to put its keys beside others. */
const objectSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
});
type ObjectSchema = z.infer<typeof objectSchema>;
