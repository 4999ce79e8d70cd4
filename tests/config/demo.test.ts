import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { loadDemo } from "../../server/config/demo.ts";
import { formatFault } from "../../server/config/faults.ts";
import { configJsonSchema } from "../../server/config/json-schema.ts";
import { parseConfig } from "../../server/config/load.ts";
import { grid } from "../../server/protocol/wall.ts";
import { sourceTypes } from "../../server/sources/index.ts";

test("[CF22] the demo wall has no faults and fills every cell of its pages", async () => {
  const { pages } = await loadDemo();
  const cells = pages.map(({ panels }) => panels.reduce((sum, { panel }) => sum + panel.at[2] * panel.at[3], 0));
  for (const filled of cells) expect(filled).toBe(grid.columns * grid.rows);
});

test("[CF22] the demo wall shows every type of source that asks nobody far away, and only one of them is simulated", async () => {
  const { sources } = await loadDemo();
  const shown = new Set(sources.map(({ type }) => type));
  expect(Object.keys(sourceTypes).filter((type) => !shown.has(type))).toEqual(["alertmanager", "prometheus"]);
  expect(sources.filter(({ simulated }) => simulated).map(({ id }) => id)).toEqual(["firewall"]);
});

test("[CF23] the JSON Schema takes the demo wall", async () => {
  const text = await readFile(new URL("../../server/config/demo.yaml", import.meta.url), "utf8");
  expect(z.fromJSONSchema(configJsonSchema()).safeParse(parse(text)).error).toBeUndefined();
});

// DESIGN.md 3.2, without the source and panel types that are still to come.
const example = `
title: Example NOC
display: { diagonal: 55in, distance: 5m }
time_zones: [UTC, America/Los_Angeles]
sessions: { store: memory, max_age: 24h }        # memory | redis | postgres (+ url)
server: { host: 127.0.0.1, port: 0, hosts: [] }
sources:
  edge:
    type: checks
    every: 10s
    targets:
      - { name: core-router, ping: 192.0.2.1 }
      - { name: mail, tcp: "mail.example:25" }
      - { name: portal, http: https://portal.example/health, expect: { status: 200, body: ok, certificate_days: 14 } }
      - { name: resolver, dns: { server: 192.0.2.53, name: example.org, type: A } }
  metrics:  { type: prometheus, url: http://127.0.0.1:9090 }
  alerts:   { type: alertmanager, url: http://127.0.0.1:9093, watchdog: Watchdog }
  wall-pc: { type: host }
pages:
  - title: Overview
    seconds: 30
    panels:
      - { type: status, source: edge, at: [0, 0, 6, 4] }            # x, y, width, height on 12 × 8
      - { type: series,     source: metrics, title: WAN in, query: 'rate(ifHCInOctets[5m]) * 8', unit: bps, warn: 8e8, crit: 9.5e8, at: [6, 0, 6, 4] }
      - { type: events, source: edge, at: [0, 4, 6, 4] }
      - { type: stat, source: wall-pc, query: cpu, at: [6, 4, 3, 4] }
      - { type: stat, source: alerts, query: "critical, team=network", at: [9, 4, 3, 4] }
`;

test("[CF3] the example of the design is a good file", async () => {
  const outcome = await parseConfig(example, "wall.yaml");
  expect(outcome.ok ? [] : outcome.faults.map(formatFault)).toEqual([]);
});

test.each(Object.entries(sourceTypes))(
  "[CF5] a source of type %s refuses unknown keys and names the known ones",
  async (type) => {
    const text = `sources: { a: { type: ${type}, nonsense: 1 } }\npages: [ { panels: [ { type: text, text: Hi, at: [0, 0, 1, 1] } ] } ]`;
    const outcome = await parseConfig(text, "w.yaml");
    const faults = outcome.ok ? [] : outcome.faults.map(formatFault);
    expect(faults).toContainEqual(
      expect.stringMatching(/^w\.yaml:1:\d+: sources\.a: unknown key "nonsense"; .*known keys are .*every/),
    );
  },
);
