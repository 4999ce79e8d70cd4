import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isComposed, panelForms, readField } from "../../../../renderer/overlay/configuration/form/fields.ts";
import { lineChanges } from "../../../../renderer/overlay/configuration/line-changes.ts";
import { movedPlace, overlapped } from "../../../../renderer/overlay/configuration/page-editor/place-moves.ts";
import { configJsonSchema } from "../../../../server/config/json-schema.ts";
import { panelTypeNames } from "../../../../server/protocol/panels.ts";
import { grid, type Place } from "../../../../server/protocol/wall.ts";

const place: fc.Arbitrary<Place> = fc
  .tuple(fc.nat(grid.columns - 1), fc.nat(grid.rows - 1), fc.nat(11), fc.nat(7))
  .map(([x, y, width, height]) => [x, y, 1 + (width % (grid.columns - x)), 1 + (height % (grid.rows - y))]);
const step = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }));

test("[PE2] however far a panel is moved or sized, it keeps to the grid", () => {
  fc.assert(
    fc.property(place, step, fc.constantFrom("move" as const, "size" as const), (from, by, handle) => {
      const [x, y, width, height] = movedPlace(from, handle, by);
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(1);
      expect(x + width).toBeLessThanOrEqual(grid.columns);
      expect(y + height).toBeLessThanOrEqual(grid.rows);
      expect(handle === "move" ? [width, height] : [x, y]).toEqual(
        handle === "move" ? from.slice(2) : from.slice(0, 2),
      );
    }),
  );
});

const cells = ([x, y, width, height]: Place) =>
  Array.from({ length: width * height }, (_, cell) => `${x + (cell % width)} ${y + Math.floor(cell / width)}`);

test("[PE2] a place is taken where it shares a cell with another, and only there", () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      const shares = cells(a).some((cell) => cells(b).includes(cell));
      expect(overlapped(a, [b]) !== undefined).toBe(shares);
    }),
  );
});

const fields = panelForms(configJsonSchema());

test("[PE3] every panel type has its fields, without its place and what it may not have", () => {
  expect([...fields.keys()]).toEqual(panelTypeNames);
  const of = (type: string) => fields.get(type)?.map(({ key }) => key) ?? [];
  expect(of("clock")).toEqual(["title", "zones", "seconds"]);
  expect(of("series")).toEqual(["title", "source", "query", "unit", "warn", "crit", "last", "min", "max"]);
  expect(fields.get("series")?.find(({ key }) => key === "last")?.hint).toBe("10m");
  expect(fields.get("alarms")?.find(({ key }) => key === "severity")?.input).toEqual({
    kind: "choice",
    options: ["warning", "critical", "unknown"],
  });
});

const read = (type: string, key: string, text: string) => {
  const field = fields.get(type)?.find((one) => one.key === key);
  return field && !isComposed(field.input) ? readField(field.input, text) : undefined;
};

test("[PE3] what is written in a field is the value of its kind, and nothing where it is empty", () => {
  expect(read("series", "warn", " 8e8 ")).toBe(8e8);
  expect(read("series", "warn", "much")).toBe("much");
  expect(read("series", "unit", "1")).toBe("1");
  expect(read("clock", "zones", "UTC, Asia/Tokyo,")).toEqual(["UTC", "Asia/Tokyo"]);
  expect(read("clock", "seconds", "false")).toBe(false);
  expect(read("clock", "seconds", "")).toBeUndefined();
});

test("[PE1] the lines that differ are told with those around them", () => {
  expect(lineChanges("a\nb\nc\nd", "a\nB\nc\nd")).toEqual([
    [
      { kind: "same", line: 1, text: "a" },
      { kind: "gone", line: 2, text: "b" },
      { kind: "new", line: 2, text: "B" },
      { kind: "same", line: 3, text: "c" },
    ],
  ]);
  expect(lineChanges("a\nb", "a\nb")).toEqual([]);
  const added = lineChanges("a\nb", "a\nb\nc").flat();
  expect(added.filter(({ kind }) => kind === "new")).toEqual([{ kind: "new", line: 3, text: "c" }]);
});

test("[PE1] the lines told are those of the texts", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = lineChanges(before.join("\n"), after.join("\n")).flat();
      for (const { kind, line, text } of changes) expect((kind === "gone" ? before : after)[line - 1]).toBe(text);
      const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
      expect(after.length - before.length).toBe(count("new") - count("gone"));
    }),
  );
});
