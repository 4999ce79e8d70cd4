import { expect, test } from "vitest";
import { parseConfig } from "../../server/config/load.ts";
import { toWall } from "../../server/config/wall.ts";
import { wall } from "../../server/protocol/wall.ts";
import { exampleTypes } from "./example-types.ts";

async function read(text: string) {
  const outcome = await parseConfig(text, "/etc/nocturne/wall.yaml", exampleTypes);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.faults));
  return outcome.config;
}

const probe = "sources: { edge: { type: probe, targets: [ { name: a }, { name: b } ] } }";

test("[CF1] pages are all that a wall needs", async () => {
  const config = await read("pages: [ { panels: [ { type: text, text: Hello, at: [0, 0, 12, 8] } ] } ]");
  expect(config).toEqual({
    file: "/etc/nocturne/wall.yaml",
    title: "Nocturne",
    logo: undefined,
    images: new Map(),
    display: undefined,
    screen: { orbit: true },
    sound: { enabled: true, volume: 0.6, warnings: false, selfTest: 480 },
    timeZones: ["UTC"],
    sessions: { maxAgeMs: 24 * 3_600_000, unlockIdleMs: 120_000, unlockLongestMs: 1_800_000, shared: undefined },
    server: { host: "127.0.0.1", port: undefined, hosts: [], tls: undefined, metricsToken: undefined },
    kiosk: { unlockKey: "Ctrl+Alt+U" },
    sources: [],
    alarms: { attempts: [], flapping: { start: 30, stop: 20 }, dependencies: [], maintenance: [] },
    pages: [
      {
        title: "Page 1",
        seconds: 30,
        screens: undefined,
        panels: [
          {
            panel: {
              id: "text",
              type: "text",
              title: "",
              at: [0, 0, 12, 8],
              source: undefined,
              options: { text: "Hello" },
            },
            query: { text: undefined, lastMs: 600_000 },
          },
        ],
      },
    ],
  });
});

test.each([
  ["55in", 1397],
  ["140cm", 1400],
  ["1.4 m", 1400],
  ["5ft", 1524],
  ["1400mm", 1400],
])("[CF2] a diagonal of %s is %d mm", async (diagonal, mm) => {
  const { display } = await read(
    `display: { diagonal: ${diagonal}, distance: 5m }\npages: [ { panels: [ { type: text, text: Hi, at: [0, 0, 1, 1] } ] } ]`,
  );
  expect(display).toEqual({ diagonalMm: mm, distanceMm: 5000 });
});

const hi = "pages: [ { panels: [ { type: text, text: Hi, at: [0, 0, 1, 1] } ] } ]";

test("[CF27] hours of the screen and of the sound are read as minutes after midnight, in a zone or where the wall hangs", async () => {
  const { screen, sound } = await read(`${hi}
display: { orbit: false, dim: { from: 20:00, to: "06:30", level: 0.3 }, off: { from: "23:15", to: "05:00", time_zone: Europe/Paris } }
sound: { volume: 1, warnings: true, quiet_hours: { from: "22:00", to: "07:00", criticals: false }, self_test: "07:30" }`);
  expect(screen).toEqual({
    orbit: false,
    dim: { from: 1200, to: 390, level: 0.3 },
    off: { from: 1395, to: 300, timeZone: "Europe/Paris" },
  });
  const quietHours = { from: 1320, to: 420, criticals: false };
  expect(sound).toEqual({ enabled: true, volume: 1, warnings: true, quietHours, selfTest: 450 });
});

async function selfTestOf(sound: string): Promise<number | undefined> {
  return (await read(`${hi}\nsound: ${sound}`)).sound.selfTest;
}

test("[CF27] the self-test is at 08:00, or when the quiet hours end, or never", async () => {
  expect(await selfTestOf("{ quiet_hours: { from: '18:00', to: '09:00' } }")).toBe(540);
  expect(await selfTestOf("{ quiet_hours: { from: '18:00', to: '06:00' } }")).toBe(480);
  expect(await selfTestOf("{ self_test: false }")).toBeUndefined();
});

test("[CF2] secrets keep their reference, with paths from the file's folder", async () => {
  const { server } = await read(
    "server: { metrics_token: { file: ./token } }\npages: [ { panels: [ { type: text, text: Hi, at: [0, 0, 1, 1] } ] } ]",
  );
  expect(server.metricsToken).toEqual({ file: "/etc/nocturne/token" });
});

async function idsOf(text: string): Promise<string[]> {
  const { pages } = await read(`${probe}\n${text}`);
  return pages.flatMap(({ panels }) => panels.map(({ panel }) => panel.id));
}
const stat = (query: string, x: number) =>
  `      - { type: stat, source: edge, query: ${query}, at: [${x}, 0, 1, 1] }\n`;

test("[CF8] a panel's id says what it shows, repeats are numbered, and edits elsewhere leave it alone", async () => {
  expect(await idsOf(`pages:\n  - panels:\n${stat("a", 0)}${stat("b", 1)}  - panels:\n${stat("a", 4)}`)).toEqual([
    "stat:edge:a",
    "stat:edge:b",
    "stat:edge:a#2",
  ]);
  expect(await idsOf(`title: New\npages:\n  - panels:\n${stat("b", 5)}${stat("a", 3)}`)).toEqual([
    "stat:edge:b",
    "stat:edge:a",
  ]);
});

const clockStat = (query: string, x: number) => `{ type: stat, source: c, query: "${query}", at: [${x}, 0, 1, 1] }`;

test("[CF8] long queries make ids that stay short, and stay apart", async () => {
  const long = "x".repeat(3000);
  const { pages } = await read(
    `sources: { c: { type: clock } }\npages: [ { panels: [ ${clockStat(`${long}1`, 0)}, ${clockStat(`${long}2`, 1)} ] } ]`,
  );
  const ids = pages[0]?.panels.map(({ panel }) => panel.id) ?? [];
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect(id.length).toBeLessThanOrEqual(200);
});

test("[CF9] a panel is titled by its title, its query or its source", async () => {
  const { pages } = await read(`${probe}
pages:
  - panels:
      - { type: stat, source: edge, query: a, title: Core, at: [0, 0, 1, 1] }
      - { type: stat, source: edge, query: b, at: [1, 0, 1, 1] }
      - { type: status, source: edge, at: [2, 0, 1, 1] }`);
  expect(pages[0]?.panels.map(({ panel }) => panel.title)).toEqual(["Core", "b", "edge"]);
});

test("[CF24] a panel asks its source as far back as it reaches", async () => {
  const { pages } = await read(`${probe}
pages:
  - panels:
      - { type: series, source: edge, query: a, last: 6h, warn: 8e8, at: [0, 0, 1, 1] }
      - { type: events, source: edge, at: [1, 0, 1, 1] }`);
  expect(pages[0]?.panels.map(({ query }) => query)).toEqual([
    { text: "a", lastMs: 6 * 3_600_000 },
    { text: undefined, lastMs: 600_000 },
  ]);
  expect(pages[0]?.panels[0]?.panel.options).toEqual({ last: "6h", warn: 800_000_000 });
});

test("[CF10] a source is configured by its type and keeps what was written", async () => {
  const { sources } = await read(
    "sources: { edge: { type: probe, every: 30s }, time: { type: clock } }\npages: [ { panels: [ { type: status, source: edge, at: [0, 0, 1, 1] } ] } ]",
  );
  expect(
    sources.map(({ id, type, options, simulated, configured }) => ({
      id,
      type,
      options,
      simulated,
      cadenceMs: configured.cadenceMs,
    })),
  ).toEqual([
    { id: "edge", type: "probe", options: { every: "30s" }, simulated: false, cadenceMs: 30_000 },
    { id: "time", type: "clock", options: {}, simulated: true, cadenceMs: 1000 },
  ]);
});

test("[CF4] aliases repeat what was written once", async () => {
  const { pages } = await read(`${probe}
pages:
  - panels: &all
      - { type: status, source: edge, at: [0, 0, 1, 1] }
  - panels: *all`);
  expect(pages.map(({ panels }) => panels.map(({ panel }) => panel.id))).toEqual([["status:edge"], ["status:edge#2"]]);
});

test("[CF11] walls are told what they draw, and nothing of paths, secrets and options of sources", async () => {
  const config = await read(`
server: { metrics_token: { file: /run/secrets/metrics }, hosts: [noc.example] }
sources: { edge: { type: probe, every: 30s, targets: [ { name: core } ] } }
pages: [ { panels: [ { type: stat, source: edge, query: core, title: Core, at: [0, 0, 1, 1] } ] } ]`);
  const fault = { file: "wall.yaml", message: "m", more: 0 };
  const told = toWall(config, { demo: true, fault });
  expect(told).toEqual({
    title: "Nocturne",
    demo: true,
    timeZones: ["UTC"],
    screen: { orbit: true },
    sound: { enabled: true, volume: 0.6, warnings: false, selfTest: 480 },
    unlockKey: "Ctrl+Alt+U",
    sources: [{ id: "edge", type: "probe", cadenceMs: 30_000, simulated: false }],
    pages: [
      {
        title: "Page 1",
        seconds: 30,
        panels: [
          {
            id: "stat:edge:core",
            type: "stat",
            title: "Core",
            at: [0, 0, 1, 1],
            source: "edge",
            options: { last: "10m" },
          },
        ],
      },
    ],
    fault,
  });
  expect(wall.parse(JSON.parse(JSON.stringify(told)))).toEqual(told);
});

test("[CF51] rules for alarms are read as the alarm book takes them", async () => {
  const { alarms } = await read(`${probe}
alarms:
  attempts: { edge/a: 3, "*": 2 }
  flapping: { start: 50 }
  depends_on: { edge/*: [edge/b] }
  maintenance:
    - { title: Once, match: [edge/a], from: 2026-12-01T02:00, to: 2026-12-01T04:00, time_zone: Europe/Berlin }
    - { title: Sundays, match: ["*"], days: [sun], at: "02:00", for: 2h, time_zone: UTC }
    - { title: Nightly, match: [edge/*], at: "23:30", for: 90m }
pages: [ { panels: [ { type: stat, source: edge, query: a, at: [0, 0, 1, 1] } ] } ]`);
  expect(alarms).toEqual({
    attempts: [
      { match: "edge/a", attempts: 3 },
      { match: "*", attempts: 2 },
    ],
    flapping: { start: 50, stop: 20 },
    dependencies: [{ child: "edge/*", parents: ["edge/b"] }],
    maintenance: [
      {
        title: "Once",
        match: ["edge/a"],
        repeats: false,
        from: Date.parse("2026-12-01T01:00Z"),
        to: Date.parse("2026-12-01T03:00Z"),
      },
      {
        title: "Sundays",
        match: ["*"],
        repeats: true,
        days: [0],
        hour: 2,
        minute: 0,
        forMs: 7_200_000,
        timeZone: "UTC",
      },
      {
        title: "Nightly",
        match: ["edge/*"],
        repeats: true,
        days: [0, 1, 2, 3, 4, 5, 6],
        hour: 23,
        minute: 30,
        forMs: 5_400_000,
        timeZone: undefined,
      },
    ],
  });
});

test("[CF51] an alarm of a panel's limit is called by the panel's title or by its query", async () => {
  const { alarms } = await read(`${probe}
alarms: { attempts: { edge/Core: 2, "edge/threshold a": 2, "edge/Core: in": 3 } }
pages: [ { panels: [ { type: stat, source: edge, query: a, title: Core, warn: 5, at: [0, 0, 1, 1] } ] } ]`);
  expect(alarms.attempts).toHaveLength(3);
});
