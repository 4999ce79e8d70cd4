import { assert, constantFrom, jsonValue, nat, oneof, property, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { clientMessage } from "../../server/protocol/client-messages.ts";
import { frame } from "../../server/protocol/frames.ts";
import { serverMessage } from "../../server/protocol/messages.ts";
import { quickGuard } from "../../server/protocol/quick-guard.ts";
import { galleryFrame } from "../resources/gallery-frames.ts";

/** A value of JSON, or one that spoils a field just a little. */
const odd = oneof(
  constantFrom<unknown>(undefined, null, "", "ok", "live", -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, [], {}),
  jsonValue(),
);

/** The message with one of its parts, however deep, replaced, left out, or joined by one that is not named. */
const spoilt = (message: unknown) =>
  tuple(nat(1e6), constantFrom("replace", "leave out", "add"), odd).map(([where, how, value]) => {
    const copy: unknown = structuredClone(message);
    const places: [Record<string, unknown>, string][] = [];
    const visit = (part: unknown): void => {
      if (typeof part !== "object" || part === null) return;
      for (const [key, inner] of Object.entries(part)) {
        places.push([part as Record<string, unknown>, key]);
        visit(inner);
      }
    };
    visit(copy);
    const [parent, key] = places[where % places.length] ?? [{}, ""];
    if (how === "leave out") Reflect.deleteProperty(parent, key);
    else parent[how === "add" ? `${key} too` : key] = value;
    // As it would come: without gaps in arrays, and without undefined.
    return JSON.parse(JSON.stringify(copy)) as unknown;
  });

const now = Date.UTC(2026, 0, 1);
const kinds = frame.options.map(({ shape }) => shape.kind.value);
const frames = kinds.map((kind) => {
  const message = { type: "frame", panel: "p", seq: 7, observedAt: now, frame: galleryFrame(kind, "live", now) };
  return [`a frame of ${kind}`, serverMessage, message] as const;
});
const others = [
  ["a pulse", serverMessage, { type: "pulse", now }],
  ["a source", serverMessage, { type: "source", id: "a", freshness: "live", since: now, observedAt: now, detail: "" }],
  ["a fault", serverMessage, { type: "fault", panel: "p", reason: "no answer" }],
  ["a report", clientMessage, { type: "drawn", panel: "p", seq: 7 }],
  ["a watch", clientMessage, { type: "watch", panels: ["p", "q"] }],
] as const;

describe("[LK15] the quick guard of a schema", () => {
  it.each([...frames, ...others])(
    "takes %s as it is, and whatever else it takes the schema takes alike",
    (_, schema, message) => {
      expect(quickGuard(schema)(message)).toBe(true);
      assert(
        property(spoilt(message), (value) => {
          if (!quickGuard(schema)(value)) return;
          expect(schema.safeParse(value)).toEqual({ success: true, data: value });
        }),
        { numRuns: 300 },
      );
    },
  );

  it("takes nothing that it does not know: patterns, defaults, transformations, records, keys that are not named", () => {
    expect(quickGuard(z.string().regex(/a/))("a")).toBe(false);
    expect(quickGuard(z.email())("a@example.org")).toBe(false);
    expect(quickGuard(z.object({ a: z.string().default("") }))({})).toBe(false);
    expect(quickGuard(z.string().transform(Number))("1")).toBe(false);
    expect(quickGuard(z.record(z.string(), z.string()))({})).toBe(false);
    expect(quickGuard(z.object({}))({ a: 1 })).toBe(false);
    expect(quickGuard(z.looseObject({}))({})).toBe(false);
    expect(quickGuard(z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]))({ b: "" })).toBe(false);
  });

  it.each([
    [z.number().min(1).max(2), [1, 2], [0.9, 2.1]],
    [z.number().positive().lt(2), [1], [0, 2, Number.NaN]],
    [z.string().min(1).max(2), ["a", "ab"], ["", "abc", null]],
    [z.array(z.boolean()).max(1), [[], [true]], [[true, true], [1], null]],
    [z.literal(["a", 1]), ["a", 1], ["1"]],
    [z.enum(["a"]).nullable(), ["a", null], [undefined, "b"]],
    [z.object({ a: z.int().optional() }), [{}, { a: 1 }], [{ a: 0.5 }, [], null]],
  ])("knows bounds, lengths, choices and gaps", (schema, good, bad) => {
    expect(good.map(quickGuard(schema))).toEqual(good.map(() => true));
    expect(bad.map(quickGuard(schema))).toEqual(bad.map(() => false));
  });
});
