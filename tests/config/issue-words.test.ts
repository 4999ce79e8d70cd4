import { expect, test } from "vitest";
import { z } from "zod";
import { readWith } from "../../server/config/issue-words.ts";

const target = z.union([z.strictObject({ tcp: z.string() }), z.strictObject({ http: z.string(), status: z.int() })]);
const probe = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ping") }),
  z.object({ kind: z.literal("dns") }),
]);

test.each<[string, z.ZodType, unknown, string[]]>([
  ["a union, by its closest member", target, { http: 5, status: 200 }, ["http: must be text, not 5; put it in quotes"]],
  ["a list of unions", z.array(target), [{ tcp: "a" }, { tcp: "a", x: 1 }], ['1: unknown key "x"; known keys are tcp']],
  [
    "a union's own words",
    z.union([z.string(), z.int()], "must be a name or a number"),
    [],
    [": must be a name or a number"],
  ],
  [
    "a member chosen by a key",
    probe,
    { kind: "pong" },
    ['kind: must be one of ping, dns, not "pong"; did you mean "ping"?'],
  ],
  ["a member chosen by a key that is missing", probe, {}, ["kind: must be one of ping, dns"]],
  ["a key of a map", z.record(z.string().max(1), z.int()), { ab: 1 }, ["ab: must have at most 1 characters"]],
  ["a format", z.ipv4(), "300.1.1.1", [': must be a valid ipv4, not "300.1.1.1"']],
  ["a step", z.number().multipleOf(5), 7, [": must be a multiple of 5, not 7"]],
  ["a switch", z.boolean(), "yes", [': must be true or false, not "yes"']],
  ["a long text", z.int(), "x".repeat(50), [`: must be a number, not "${"x".repeat(40)}…"`]],
  ["a list where a map belongs", z.object({}), [1], [": must be a map, not a list"]],
])("[CF3] %s is told in plain words", (_, schema, value, expected) => {
  const read = readWith(schema, value);
  expect(read.ok ? [] : read.findings.map(({ path, message }) => `${path.join(".")}: ${message}`)).toEqual(expected);
});
