import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatFault } from "../../server/config/faults.ts";
import { parseConfig } from "../../server/config/load.ts";
import { exampleTypes } from "./example-types.ts";

const good = `
title: Example NOC
display: { diagonal: 55in, distance: 5m }
time_zones: [UTC, America/Los_Angeles]
server: { hosts: [noc.example], metrics_token: { env: TOKEN } }
sources:
  edge:
    type: probe
    targets: &targets
      - { name: a, port: 25 }
  copy: { type: probe, targets: *targets }
alarms:
  attempts: { edge/a: 3, "*": 2 }
  depends_on: { edge/*: [copy/a] }
  maintenance:
    - { title: Patches, match: [edge/*], days: [sun], at: "02:00", for: 2h }
    - { title: Move, match: [edge/*], from: 2026-12-01T02:00, to: 2026-12-01T06:00 }
pages:
  - title: Overview
    panels:
      - { type: status, source: edge, at: [0, 0, 6, 4] }
      - { type: series, source: edge, query: a, unit: "bps", warn: 8e8, at: [6, 0, 6, 4] }
      - { type: text, text: 'Hi', at: [0, 4, 1, 1] }
`;

/** Good, or faults that each have words and lie inside the text. */
async function holdsFor(text: string) {
  const outcome = await parseConfig(text, "w.yaml", exampleTypes);
  if (outcome.ok) return;
  expect(outcome.faults.length).toBeGreaterThan(0);
  const lines = text.split("\n").length;
  for (const fault of outcome.faults) {
    expect(formatFault(fault)).toMatch(/^w\.yaml:(\d+:\d+:)? \S/);
    expect(fault.line ?? 1).toBeLessThanOrEqual(lines);
    expect(fault.message).not.toMatch(/undefined|\[object/);
  }
}

test("[CF12] no text makes it throw", async () => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: "binary", maxLength: 200 }), holdsFor), { numRuns: 1000 });
});

test("[CF12] no text of YAML's own signs makes it throw", async () => {
  const sign = fc.constantFrom(
    ...Array.from("{}[]:,-?&*!|>'\"%@`#~<= \n\t"),
    "a",
    "a: ",
    "- ",
    "*a",
    "&a ",
    "<<: ",
    "title: ",
    "pages: ",
    "sources: ",
    "null",
    "1e999",
    ".nan",
    "!!set ",
    "---\n",
  );
  const text = fc.array(sign, { maxLength: 60 }).map((signs) => signs.join(""));
  await fc.assert(fc.asyncProperty(text, holdsFor), { numRuns: 2000 });
});

test("[CF12] no edit of a good file makes it throw", async () => {
  const edit = fc.record({
    at: fc.nat({ max: good.length }),
    remove: fc.nat({ max: 30 }),
    insert: fc.oneof(
      fc.string({ maxLength: 5 }),
      fc.constantFrom("{", "}", "[", "]", "\n", "  ", "*targets", "null", "-1", "1e999", "~", ": "),
    ),
  });
  const edited = fc
    .array(edit, { minLength: 1, maxLength: 3 })
    .map((edits) =>
      edits.reduce((text, { at, remove, insert }) => text.slice(0, at) + insert + text.slice(at + remove), good),
    );
  await fc.assert(fc.asyncProperty(edited, holdsFor), { numRuns: 1000 });
});

test("[CF12] no value in any place makes it throw", async () => {
  const key = fc.constantFrom(
    "title",
    "sources",
    "pages",
    "panels",
    "type",
    "at",
    "source",
    "query",
    "server",
    "tls",
    "targets",
    "logo",
    "alarms",
    "attempts",
    "depends_on",
    "maintenance",
    "match",
    "from",
    "edge/*",
    "x",
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, 0, -1, 0.5, 1e308, true, "", "x", "probe", "status", "5s"),
      fc.array(tie("any"), { maxLength: 4 }),
      fc.dictionary(key, tie("any"), { maxKeys: 4 }),
    ),
  })).any;
  // JSON is YAML: any data can stand in a file.
  await fc.assert(
    fc.asyncProperty(fc.dictionary(key, value), (data) => holdsFor(JSON.stringify(data))),
    { numRuns: 1000 },
  );
});

test("[CF12] rules for alarms without end take seconds at most", async () => {
  const rules = Array.from({ length: 210 }, (_, rule) => {
    const parents = Array.from({ length: 25 }, (_, index) => `edge/${"x".repeat(30)}${rule * 7 + index}`);
    return `"${"*".repeat(rule % 5)}e*${rule}": [${parents.join(", ")}]`;
  });
  const targets = Array.from({ length: 500 }, (_, index) => `{ name: ${"y".repeat(30)}${index} }`);
  const text = `sources: { edge: { type: probe, targets: [ ${targets.join(", ")} ] } }\nalarms:\n  depends_on: { ${rules.join(", ")} }\n`;
  const before = process.cpuUsage();
  await holdsFor(text);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(4000);
});

test("[CF12] the good file of these tests is good", async () => {
  expect(await parseConfig(good, "w.yaml", exampleTypes)).toMatchObject({ ok: true });
});

const bomb = Array.from(
  { length: 12 },
  (_, level) =>
    `a${level}: &a${level} [${
      level
        ? Array(9)
            .fill(`*a${level - 1}`)
            .join()
        : "x"
    }]`,
).join("\n");

test.each([
  [
    "a YAML bomb",
    bomb,
    [
      "w.yaml: the aliases (*name) repeat too much: Excessive alias count indicates a resource exhaustion attack; write out what they stand for",
    ],
  ],
  [
    "lists nested 40 deep",
    "[".repeat(40) + "]".repeat(40),
    ["w.yaml:1:34: nested deeper than 32 levels; a wall needs fewer than 10"],
  ],
])("[CF12] %s is refused", async (_, text, faults) => {
  const outcome = await parseConfig(text, "w.yaml", exampleTypes);
  expect(outcome.ok ? [] : outcome.faults.map(formatFault)).toEqual(faults);
});

test.each([
  ["brackets without end", "[".repeat(100_000), /^w\.yaml:1:\d+: nested too deeply to be read/],
  ["dashes without end", "- ".repeat(100_000), /^w\.yaml:1:\d+: nested too deeply to be read/],
  [
    "a hundred thousand unknown keys",
    Array.from({ length: 100_000 }, (_, index) => `k${index}: 1`).join("\n"),
    /^w\.yaml:1:1: unknown key "k0"/,
  ],
])(
  "[CF12] %s neither hang nor overflow it",
  async (_, text, words) => {
    const outcome = await parseConfig(text, "w.yaml", exampleTypes);
    expect(outcome.ok ? "" : formatFault(outcome.faults[0] ?? { file: "", message: "" })).toMatch(words);
  },
  10_000,
);
