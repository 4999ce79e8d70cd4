import { yaml } from "@codemirror/lang-yaml";
import { EditorState } from "@codemirror/state";
import { describe, expect, test } from "vitest";
import {
  keysOf,
  type Schema,
  schemasAt,
  valuesOf,
} from "../../../../renderer/overlay/configuration/text-editor/schema-at.ts";
import { placeAt } from "../../../../renderer/overlay/configuration/text-editor/yaml-place.ts";
import { configJsonSchema } from "../../../../server/config/json-schema.ts";

const schema: Schema = configJsonSchema();
const head = `title: Wall
sources:
  edge: { type: checks, targets: [ { name: a, ping: 192.0.2.1 } ] }
  pc:
    type: host
pages:
  - title: One
    panels:
      - { type: status, source: edge }
`;

/** `|` is the cursor. */
function look(text: string) {
  const offset = text.indexOf("|");
  const state = EditorState.create({ doc: text.replace("|", ""), extensions: [yaml()] });
  const place = placeAt(state, offset);
  const schemas = schemasAt(schema, place.path, place.typeAt);
  return { ...place, keys: keysOf(schemas).map(({ text }) => text), values: valuesOf(schemas).map(({ text }) => text) };
}

describe("[CE22] where the cursor is", () => {
  test.each([
    ["at the beginning", "|", [], "key"],
    ["behind a setting", "title: |", ["title"], "value"],
    ["in a map on lines", "display:\n  |", ["display"], "key"],
    ["in braces", "display: { dim: { | } }", ["display", "dim"], "key"],
    ["in a panel in braces", `${head}      - { type: series, | }`, ["pages", 0, "panels", 1], "key"],
    ["in one that is not closed yet", `${head}      - { type: series, |`, ["pages", 0, "panels", 1], "key"],
    ["behind its key", `${head}      - { type: |`, ["pages", 0, "panels", 1, "type"], "value"],
    ["in a panel on lines", `${head}      - type: series\n        |`, ["pages", 0, "panels", 1], "key"],
    ["in the second page", `${head}  - title: Two\n    |`, ["pages", 1], "key"],
    ["in a source", "sources:\n  edge:\n    type: checks\n    |", ["sources", "edge"], "key"],
    ["in a list in brackets", "time_zones: [UTC, |]", ["time_zones", 1], "value"],
  ])("%s", (_, text, path, wants) => {
    expect(look(text)).toMatchObject({ path, wants });
  });

  test("the keys are those of the type, wherever that is written", () => {
    for (const text of [
      `${head}      - { type: gauge, | }`,
      `${head}      - { |, type: gauge }`,
      `${head}      - type: gauge\n        |`,
    ]) {
      const { keys } = look(text);
      expect(keys).toEqual(expect.arrayContaining(["source", "query", "min", "max", "warn"]));
      expect(keys).not.toContain("zones");
    }
    expect(look("sources:\n  pc:\n    type: checks\n    |").keys).toContain("targets");
  });

  test("values are named where they can be", () => {
    expect(look(`${head}      - { type: |`).values).toContain("ticker");
    expect(look(`${head}      - { type: alarms, severity: |`).values).toEqual(["warning", "critical", "unknown"]);
    expect(look("display: { orbit: | }").values).toEqual(["true", "false"]);
    expect(look("sessions: { store: | }").values).toEqual(expect.arrayContaining(["memory", "redis", "postgres"]));
  });
});
