import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { configJsonSchema } from "../../server/config/json-schema.ts";
import { exampleTypes } from "./example-types.ts";

const schema = z.fromJSONSchema(configJsonSchema(exampleTypes));
const accepts = (text: string) => schema.safeParse(parse(text)).success;

const good = `
title: Example NOC
display: { diagonal: 55in, distance: 5m, dim: { from: "21:00", to: "06:00" }, off: { from: "23:00", to: "05:00" } }
sound: { volume: 0.4, quiet_hours: { from: "22:00", to: "06:00", criticals: false }, self_test: "08:00" }
sessions: { store: memory, max_age: 24h }
server: { tls: { certificate: ./wall.pem, key: { file: ./wall.key } } }
sources:
  edge: { type: probe, every: 5s, targets: [ { name: a, port: 25 } ] }
  time: { type: clock }
alarms:
  attempts: { edge/*: 3 }
  depends_on: { edge/a: [edge/core] }
  maintenance: [ { title: Patches, match: [edge/*], days: [sun], at: "02:00", for: 2h } ]
pages:
  - panels:
      - { type: status, source: edge, at: [0, 0, 6, 4] }
      - { type: series, source: edge, query: a, warn: 8e8, at: [6, 0, 6, 4] }
`;

test("[CF23] the JSON Schema takes what the loader takes, as it is written", () => {
  expect(schema.safeParse(parse(good)).error).toBeUndefined();
  expect(accepts("pages: [ { panels: [ { type: text, text: Hi, at: [0, 0, 1, 1] } ] } ]")).toBe(true);
  expect(accepts("pages: [ { panels: [ { type: text, text: Hi } ] } ]")).toBe(true);
});

test.each([
  ["title: Example NOC", "titel: X"],
  ["store: memory", "store: disk"],
  ['from: "21:00"', 'from: "9 pm"'],
  ["criticals: false", "critical: false"],
  ['self_test: "08:00"', "self_test: true"],
  ["type: probe", "type: prob"],
  ["every: 5s", "evry: 5s"],
  ["every: 5s", "every: 5"],
  ["port: 25", "port: 2.5"],
  ["type: status", "type: state"],
  ["warn: 8e8", "wern: 8e8"],
  ["at: [6, 0, 6, 4]", "at: [6, 0, 6]"],
  ["at: [6, 0, 6, 4]", "at: [60, 0, 6, 4]"],
  ["{ file: ./wall.key }", "hunter2"],
  ["edge/*: 3", "edge/*: 0"],
  ["[edge/core]", "edge/core"],
  ["days: [sun]", "days: [sunday]"],
  ["title: Patches, ", ""],
])("[CF23] it refuses %s as %s", (right, wrong) => {
  expect(good).toContain(right);
  expect(accepts(good.replace(right, wrong))).toBe(false);
});
