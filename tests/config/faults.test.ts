import { expect, test } from "vitest";
import { formatFault } from "../../server/config/faults.ts";
import { parseConfig } from "../../server/config/load.ts";
import { panelTypeNames } from "../../server/protocol/panels.ts";
import { exampleTypes } from "./example-types.ts";

async function faultsOf(text: string): Promise<string[]> {
  const outcome = await parseConfig(text, "w.yaml", exampleTypes);
  return outcome.ok ? [] : outcome.faults.map(formatFault);
}

const topKeys =
  "known keys are title, logo, display, sound, time_zones, sessions, server, certificate_authorities, kiosk, heartbeat, updates, sources, alarms, pages";
const secretForms = "{ env: NAME }, { file: PATH } or { credential: NAME }";
const placeWords =
  "must be [x, y, width, height] in cells of the 12 × 8 grid, like [0, 0, 6, 4]; without it the panel is placed automatically";

/** The whole file, and all that is told of it. */
const texts: [about: string, text: string, faults: string[]][] = [
  ["nothing", "", ["w.yaml:1:1: the file is empty; a wall needs at least pages"]],
  ["a comment only", "# a wall", ["w.yaml:1:1: the file is empty; a wall needs at least pages"]],
  ["a list", "- 1", ['w.yaml:1:1: must be a map of settings, like "title: Our NOC", not a list']],
  ["no pages", "title: X", ["w.yaml:1:1: pages: is missing; it must be a list of pages"]],
  ["a tab", "title: A\n\tlogo: x", ["w.yaml:2:1: a tab indents this line; indent with spaces"]],
  ["a colon", "title: a: b", ['w.yaml:1:8: a second ": " on one line; put text that contains ": " in quotes']],
  [
    "an open quote",
    'title: "a\npages: 1',
    ["w.yaml:1:8: the quote that opens here is never closed; close it on the same line"],
  ],
  ["a reserved character", "title: @x", ["w.yaml:1:8: text cannot begin with this character; put it in quotes"]],
  ["a tag", "title: !vault abc", ["w.yaml:1:8: tags (!name) have no meaning here; write the plain value"]],
  [
    "two documents",
    "title: a\n---\ntitle: b",
    ["w.yaml:2:1: a second document begins here; keep one, without the line ---"],
  ],
  ["a list as key", "[a]: 1", ["w.yaml:1:1: a key must be plain text, like title"]],
  [
    "words that are no settings",
    "some words\nmore: x",
    [
      'w.yaml:1:1: this line is neither "key: value" nor "- item"; is a colon missing, or quotes around text of several lines?',
    ],
  ],
  [
    "faults of the text on several lines",
    "title: @a\nlogo: %b\n",
    [
      "w.yaml:1:8: text cannot begin with this character; put it in quotes",
      "w.yaml:2:7: text cannot begin with this character; put it in quotes",
    ],
  ],
  [
    "an alias of nothing",
    "title: *x",
    ["w.yaml:1:8: *x repeats what no &x before it names; put text that begins with * in quotes"],
  ],
  ["an alias of itself", "pages: &a [*a]", ["w.yaml:1:12: *a contains itself; write out what it stands for"]],
  [
    "keys twice, and other faults with them",
    "title: A\ntitle: 5\npages: 1",
    [
      'w.yaml:2:1: duplicate key "title"; it already stands on line 1, keep one of them',
      "w.yaml:2:8: title: must be text, not 5; put it in quotes",
      "w.yaml:3:8: pages: must be a list of pages",
    ],
  ],
  ["no page", "pages: []", ["w.yaml:1:8: pages: must have at least one page"]],
  ["pages without a value", "pages:", ["w.yaml:1:1: pages: must be a list of pages"]],
  ["a page without panels", "pages: [ {} ]", ["w.yaml:1:10: pages[0].panels: is missing; it must be a list of panels"]],
  [
    "screens that are none",
    "pages: [ { screens: [0, two], panels: [ { type: text, text: Hi } ] }, { screens: [], panels: [ { type: text, text: Hi } ] } ]",
    [
      "w.yaml:1:22: pages[0].screens[0]: must be the number of a screen from 1 to 16",
      "w.yaml:1:25: pages[0].screens[1]: must be the number of a screen from 1 to 16",
      "w.yaml:1:82: pages[1].screens: must name at least one screen",
    ],
  ],
  [
    "a page at fault whose panels are read all the same",
    "pages: [ { seconds: 2, titel: X, panels: [ 5 ] } ]",
    [
      "w.yaml:1:21: pages[0].seconds: must be at least 5, not 2",
      'w.yaml:1:24: pages[0]: unknown key "titel"; did you mean "title"? known keys are title, seconds, screens, panels',
      "w.yaml:1:44: pages[0].panels[0]: must be a map, like { type: status, source: edge }",
    ],
  ],
];

test.each(texts)("[CF3] [CF34] a file with %s is told with its place", async (_, text, faults) => {
  expect(await faultsOf(text)).toEqual(faults);
});

/** Lines beside good pages, from line 2. */
const settings: [text: string, faults: string[]][] = [
  ["titel: X", [`w.yaml:2:1: unknown key "titel"; did you mean "title"? ${topKeys}`]],
  ["xyz: 1", [`w.yaml:2:1: unknown key "xyz"; ${topKeys}`]],
  ["__proto__: 1", [`w.yaml:2:1: unknown key "__proto__"; ${topKeys}`]],
  ["title: 5", ["w.yaml:2:8: title: must be text, not 5; put it in quotes"]],
  ["title:", ["w.yaml:2:1: title: must be text, not nothing"]],
  ["title: ''", ["w.yaml:2:8: title: must not be empty"]],
  [`title: ${"x".repeat(61)}`, ["w.yaml:2:8: title: must have at most 60 characters"]],
  [
    "time_zones: [Europe/Pariss, +01:00, 5]",
    [
      'w.yaml:2:14: time_zones[0]: must be an IANA time zone, like "UTC" or "America/Los_Angeles", not "Europe/Pariss"; did you mean "Europe/Paris"?',
      'w.yaml:2:29: time_zones[1]: must be an IANA time zone, like "UTC" or "America/Los_Angeles", not "+01:00"',
      'w.yaml:2:37: time_zones[2]: must be an IANA time zone, like "UTC" or "America/Los_Angeles"',
    ],
  ],
  ["time_zones: UTC", ['w.yaml:2:13: time_zones: must be a list, not "UTC"']],
  [
    "sessions: { store: redis }",
    ["w.yaml:2:11: sessions.url: is missing; it must name the store's server, like redis://127.0.0.1:6379/0"],
  ],
  [
    "sessions: { store: postgres, url: 'mysql://db' }",
    [
      "w.yaml:2:35: sessions.url: must be an address that begins with postgres://, like postgres://nocturne@127.0.0.1:5432/nocturne",
    ],
  ],
  [
    "sessions: { store: postgres, url: 'postgres://nocturne:hunter2@db/nocturne' }",
    ["w.yaml:2:35: sessions.url: must not hold the password; write password: { file: PATH } beside it"],
  ],
  [
    "sessions: { store: postgres, url: 'postgres://db/nocturne?sslmode=require' }",
    [
      "w.yaml:2:35: sessions.url: must end after the database, like postgres://nocturne@127.0.0.1:5432/nocturne; for TLS write tls: true beside it",
    ],
  ],
  [
    "sessions: { store: redis, url: 'redis://db/zero' }",
    ["w.yaml:2:32: sessions.url: must end in the database's number, like redis://127.0.0.1:6379/0"],
  ],
  [
    "sessions: { secret: { env: SESSION_SECRET } }",
    ["w.yaml:2:21: sessions.secret: belongs to store: redis or postgres; sessions in memory need none"],
  ],
  [
    "sessions: { max_age: '0' }",
    ['w.yaml:2:22: sessions.max_age: "0" is not a duration from 1m to 365d; write it as "10s", "5m" or "24h"'],
  ],
  [
    "sessions: { max_age: 2y }",
    ['w.yaml:2:22: sessions.max_age: "2y" is not a duration from 1m to 365d; write it as "10s", "5m" or "24h"'],
  ],
  ["sessions: { store: disk }", ['w.yaml:2:20: sessions.store: must be one of memory, redis, postgres, not "disk"']],
  [
    "sessions: { max_age: 10s }",
    ['w.yaml:2:22: sessions.max_age: "10s" is not a duration from 1m to 365d; write it as "10s", "5m" or "24h"'],
  ],
  [
    "display: { diagonal: 55in, distance: 5 km }",
    ['w.yaml:2:38: display.distance: must be a length from 30cm to 100m, like "55in", "140cm" or "5m", not "5 km"'],
  ],
  [
    "display: { diagonal: 55in }",
    ['w.yaml:2:10: display.distance: is missing; it must be a length from 30cm to 100m, like "55in", "140cm" or "5m"'],
  ],
  [
    "display: { distance: 5m, dim: { from: 7am, to: 06:00, level: 2 }, off: { from: '22:00', to: '22:00' } }",
    [
      'w.yaml:2:10: display.diagonal: is missing; it must be a length from 10cm to 20m, like "55in", "140cm" or "5m"',
      'w.yaml:2:39: display.dim.from: must be a time of day from 00:00 to 23:59, like "08:00", not "7am"',
      "w.yaml:2:62: display.dim.level: must be at most 1, not 2",
      "w.yaml:2:93: display.off.to: must be another time of day than from",
    ],
  ],
  [
    "display: { distance: 5m }",
    ['w.yaml:2:10: display.diagonal: is missing; it must be a length from 10cm to 20m, like "55in", "140cm" or "5m"'],
  ],
  [
    "display: { dim: { from: 22, to: '06:00', levle: 0.4 } }",
    [
      'w.yaml:2:25: display.dim.from: must be a time of day from 00:00 to 23:59, like "08:00", not 22',
      'w.yaml:2:42: display.dim: unknown key "levle"; did you mean "level"? known keys are from, to, time_zone, level',
    ],
  ],
  [
    "sound: { enabled: yes, volume: 11, self_test: noon, quiet_hours: { from: '22:00' } }",
    [
      'w.yaml:2:19: sound.enabled: must be true or false, not "yes"',
      "w.yaml:2:32: sound.volume: must be at most 1, not 11",
      'w.yaml:2:47: sound.self_test: must be a time of day, like "08:00", or false, not "noon"',
      'w.yaml:2:66: sound.quiet_hours.to: is missing; it must be a time of day from 00:00 to 23:59, like "08:00"',
    ],
  ],
  [
    "sound: { self_test: 23:00, quiet_hours: { from: '22:00', to: '06:00' } }",
    ["w.yaml:2:21: sound.self_test: must lie outside quiet_hours: it is to be heard"],
  ],
  [
    "server: { host: 1, prot: 80, port: 70000, hosts: ['https://x'] }",
    [
      "w.yaml:2:17: server.host: must be text, not 1; put it in quotes",
      'w.yaml:2:20: server: unknown key "prot"; did you mean "port"? known keys are host, port, hosts, tls, metrics_token',
      "w.yaml:2:36: server.port: must be at most 65535, not 70000",
      'w.yaml:2:51: server.hosts[0]: must be a host name as a browser shows it, without scheme or path, like "noc.example" or "noc.example:8443", not "https://x"',
    ],
  ],
  ["server: { port: 80.5 }", ["w.yaml:2:17: server.port: must be a whole number, not 80.5"]],
  ["sources: [ a ]", ["w.yaml:2:10: sources: must be a map from each source's id to its type and options, not a list"]],
];

test.each(settings)("[CF5] %s", async (text, faults) => {
  expect(await faultsOf(`pages: [ { panels: [ { type: text, text: Hi, at: [0, 0, 1, 1] } ] } ]\n${text}`)).toEqual(
    faults,
  );
});

test.each([
  [
    "metrics_token: hunter2",
    `w.yaml:2:26: server.metrics_token: must not be the secret itself; say where it is: ${secretForms}`,
  ],
  [
    "metrics_token: { password: hunter2 }",
    `w.yaml:2:26: server.metrics_token: must say where the secret is: ${secretForms}`,
  ],
  [
    "metrics_token: { env: A, file: hunter2 }",
    `w.yaml:2:26: server.metrics_token: must say where the secret is: ${secretForms}`,
  ],
  [
    "metrics_token: { credential: ../hunter2 }",
    "w.yaml:2:40: server.metrics_token.credential: must be a systemd credential's name, which has no path",
  ],
  [
    'metrics_token: "hunter2\\q"',
    "w.yaml:2:34: not an escape sequence of YAML; write \\\\ for a backslash, or use single quotes ('…')",
  ],
])("[CF14] %s is refused without repeating it", async (text, fault) => {
  const faults = await faultsOf(
    `pages: [ { panels: [ { type: text, text: Hi, at: [0, 0, 1, 1] } ] } ]\nserver: { ${text} }`,
  );
  expect(faults).toEqual([fault]);
  expect(fault).not.toContain("hunter2");
});

/** Entries of `sources`, on line 2. */
const sources: [text: string, faults: string[]][] = [
  ["edge: { typ: probe }", ["w.yaml:2:9: sources.edge.type: is missing; it must be one of probe, clock"]],
  [
    "edge: { type: prob }",
    ['w.yaml:2:17: sources.edge.type: must be one of probe, clock, not "prob"; did you mean "probe"?'],
  ],
  ["edge: { type: constructor }", ['w.yaml:2:17: sources.edge.type: must be one of probe, clock, not "constructor"']],
  ["edge: 5", ["w.yaml:2:9: sources.edge: must be a map with the source's type (probe, clock) and its options"]],
  [
    "edge: { type: probe, evry: 5s, every: 5 parsecs, targets: [ { nam: x, port: 1.5 } ] }",
    [
      'w.yaml:2:24: sources.edge: unknown key "evry"; did you mean "every"? known keys are every, targets',
      'w.yaml:2:41: sources.edge.every: "5 parsecs" is not a duration from 1s to 1h; write it as "10s", "5m" or "24h"',
      "w.yaml:2:63: sources.edge.targets[0].name: is missing; it must be text",
      'w.yaml:2:65: sources.edge.targets[0]: unknown key "nam"; did you mean "name"? known keys are name, port',
      "w.yaml:2:79: sources.edge.targets[0].port: must be a whole number, not 1.5",
    ],
  ],
  [
    "my edge: { type: clock }",
    [
      'w.yaml:2:12: sources.my edge: a source\'s id must be at most 60 letters, digits, ".", "_" and "-", and begin with a letter or digit, not "my edge"',
    ],
  ],
  [
    "__proto__: { type: clock }",
    [
      'w.yaml:2:14: sources.__proto__: a source\'s id must be at most 60 letters, digits, ".", "_" and "-", and begin with a letter or digit, not "__proto__"',
    ],
  ],
];

test.each(sources)("[CF10] %s", async (text, faults) => {
  const pages = "pages: [ { panels: [ { type: text, text: Hi, at: [0, 0, 1, 1] } ] } ]";
  expect(await faultsOf(`sources:\n  ${text}\n${pages}`)).toEqual(faults);
});

const p = "pages[0].panels[0]";
/** The first panel of the first page, on line 4. */
const panels: [text: string, faults: string[]][] = [
  ["type: status, at: [0, 0, 6, 4]", [`w.yaml:4:9: ${p}.source: is missing; it must name one of the sources`]],
  [
    "source: edge, at: [0, 0, 6, 4]",
    [`w.yaml:4:9: ${p}.type: is missing; it must be one of ${panelTypeNames.join(", ")}`],
  ],
  [
    "type: state, source: edge, at: [0, 0, 6, 4]",
    [`w.yaml:4:17: ${p}.type: must be one of ${panelTypeNames.join(", ")}, not "state"; did you mean "stat"?`],
  ],
  [
    "type: status, source: edje, at: [0, 0, 6, 4]",
    [`w.yaml:4:33: ${p}.source: there is no source "edje"; did you mean "edge"? the sources are edge, broken`],
  ],
  [
    "type: stat, source: edge, query: c, at: [0, 0, 6, 4]",
    [`w.yaml:4:44: ${p}.query: there is no target "c"; the targets are a, b`],
  ],
  [
    "type: stat, source: edge, quary: a, warn: high, last: 5 minutes, at: [0, 0, 6, 4]",
    [
      `w.yaml:4:37: ${p}: unknown key "quary"; did you mean "query"? known keys are type, title, source, query, at, unit, warn, crit, last`,
      `w.yaml:4:53: ${p}.warn: must be a number`,
      `w.yaml:4:65: ${p}.last: "5 minutes" is not a duration from 1m to 30d; write it as "10s", "5m" or "24h"`,
    ],
  ],
  [
    "type: series, source: edge, at: [0, 0, 6, 4]",
    [`w.yaml:4:9: ${p}.query: is missing; it must be the name of a target`],
  ],
  [
    "type: text, source: edge, at: [0, 0, 6, 4]",
    [`w.yaml:4:9: ${p}: a probe has no text; it answers status, series, stat and events`],
  ],
  ["type: text, at: [0, 0, 6, 4]", [`w.yaml:4:9: ${p}: must have either text of its own or a source to ask for it`]],
  [
    "type: text, source: broken, text: x, at: [0, 0, 6, 4]",
    [`w.yaml:4:45: ${p}.text: must not stand beside source; keep one of them`],
  ],
  [
    "type: text, query: a, text: x, at: [0, 0, 6, 4]",
    [`w.yaml:4:30: ${p}.query: must not stand without source; name the one that it asks`],
  ],
  [
    "type: alarms, source: edje, query: a, at: [0, 0, 6, 4]",
    [
      `w.yaml:4:33: ${p}.source: there is no source "edje"; did you mean "edge"? the sources are edge, broken`,
      `w.yaml:4:46: ${p}.query: must not be given: this type of panel asks nothing; leave it out`,
    ],
  ],
  ["type: alarms, severity: warning, at: [0, 0, 6, 4]", []],
  [
    "type: alarms, severity: ok, at: [0, 0, 6, 4]",
    [`w.yaml:4:35: ${p}.severity: must be one of warning, critical, unknown, not "ok"`],
  ],
  [
    "type: clock, source: edge, zones: [UTC, Amerika], at: [0, 0, 6, 4]",
    [
      `w.yaml:4:32: ${p}.source: must not be given: this type of panel draws by itself; leave it out`,
      `w.yaml:4:51: ${p}.zones[1]: must be an IANA time zone, like "UTC" or "America/Los_Angeles", not "Amerika"`,
    ],
  ],
  ["type: image, at: [0, 0, 6, 4]", [`w.yaml:4:9: ${p}.image: is missing; it must be text`]],
  [
    "type: clock, zone: UTC, at: [0, 0, 6, 4]",
    [`w.yaml:4:24: ${p}: unknown key "zone"; did you mean "zones"? known keys are type, title, at, zones, seconds`],
  ],
  ["type: stat, source: edge", []],
  ["type: stat, source: edge, at:", [`w.yaml:4:37: ${p}.at: ${placeWords}`]],
  ["type: stat, source: edge, at: top", [`w.yaml:4:41: ${p}.at: ${placeWords}`]],
  ["type: stat, source: edge, at: [0, 0, 6]", [`w.yaml:4:41: ${p}.at: ${placeWords}`]],
  ["type: stat, source: edge, at: [8, 0, 6, 4]", [`w.yaml:4:41: ${p}.at: must end at column 12, not at x 8 + width 6`]],
  ["type: stat, source: edge, at: [0, 6, 6, 4]", [`w.yaml:4:41: ${p}.at: must end at row 8, not at y 6 + height 4`]],
  [
    "type: stat, source: edge, at: [12, -1, 0, 2.5]",
    [
      `w.yaml:4:42: ${p}.at[0]: must be a whole number from 0 to 11`,
      `w.yaml:4:46: ${p}.at[1]: must be a whole number from 0 to 7`,
      `w.yaml:4:50: ${p}.at[2]: must be a whole number from 1 to 12`,
      `w.yaml:4:53: ${p}.at[3]: must be a whole number from 1 to 8`,
    ],
  ],
];

const twoSources =
  "sources: { edge: { type: probe, targets: [ { name: a }, { name: b } ] }, broken: { type: probe, every: no } }\n";
const ofBroken =
  'w.yaml:1:104: sources.broken.every: "no" is not a duration from 1s to 1h; write it as "10s", "5m" or "24h"';

test.each(panels)("[CF7] { %s }", async (text, faults) => {
  expect(await faultsOf(`${twoSources}pages:\n  - panels:\n      - { ${text} }`)).toEqual([ofBroken, ...faults]);
});

const alarmTitles = "must be text: walls say why they are quiet";
const oneName = 'must be SOURCE/NAME, like "edge/mail" or "edge/*"';
/** What stands below `alarms:` from line 5, indented by two. */
const alarms: [text: string, faults: string[]][] = [
  ["attempts: 0", ["w.yaml:5:13: alarms.attempts: must be from 1 to 20"]],
  [
    "attempts: often",
    ['w.yaml:5:13: alarms.attempts: must be a whole number from 1 to 20, or a map from alarms to such, not "often"'],
  ],
  ["attempts: { edge/*: 40, edge/a: 2 }", ["w.yaml:5:23: alarms.attempts.edge/*: must be from 1 to 20"]],
  [
    "attempts: { edje/*: 2, edge/c: 3 }",
    [
      'w.yaml:5:15: alarms.attempts: there is no source "edje"; did you mean "edge"? the sources are edge, time',
      'w.yaml:5:26: alarms.attempts: no alarm of edge is called "c"; those of edge are a, b, core',
    ],
  ],
  [
    "flapping: { start: 20, stop: 30 }",
    ["w.yaml:5:32: alarms.flapping.stop: must stop at no more percent than it starts at"],
  ],
  [
    "depends_on: { mail: [edge/core], edge/a: core, edge/b: [], edge/core: [5] }",
    [
      `w.yaml:5:17: alarms.depends_on: ${oneName}, not "mail"`,
      'w.yaml:5:44: alarms.depends_on.edge/a: must be a list of alarms, like ["edge/mail", "edge/*"]',
      "w.yaml:5:58: alarms.depends_on.edge/b: must name at least one alarm",
      'w.yaml:5:74: alarms.depends_on.edge/core[0]: must be the name of an alarm, SOURCE/NAME, like "edge/mail" or "edge/*"',
    ],
  ],
  [
    "depends_on: { edge/a: [edge/croe], edge/x*: [time/*], time/anything: [edge/a] }",
    [
      'w.yaml:5:26: alarms.depends_on.edge/a[0]: no alarm of edge is called "croe"; did you mean "core"? those of edge are a, b, core',
      'w.yaml:5:38: alarms.depends_on: no alarm of edge is called "x*"; those of edge are a, b, core',
    ],
  ],
  [
    "depends_on: { edge/a: [edge/a] }",
    ["w.yaml:5:26: alarms.depends_on.edge/a[0]: nothing can stand behind itself: edge/a behind edge/a"],
  ],
  [
    "depends_on:\n    edge/a: [edge/core, edge/b]\n    edge/b: [time/gps]\n    time/gps: [edge/a]",
    [
      "w.yaml:8:16: alarms.depends_on.time/gps[0]: nothing can stand behind itself: edge/a behind edge/b behind time/gps behind edge/a",
    ],
  ],
  [
    "depends_on: { edge/*: [time/gps], time/*: [edge/core] }",
    [
      "w.yaml:5:26: alarms.depends_on.edge/*[0]: nothing can stand behind itself: time/gps behind edge/core behind time/gps",
    ],
  ],
  // A wildcard gives way: what its parents stand behind is left out.
  ["depends_on: { edge/*: [edge/a], edge/a: [edge/b] }", []],
  [
    "maintenance: [ { match: [edge/*], at: '2:00', for: 2h } ]",
    [
      `w.yaml:5:18: alarms.maintenance[0].title: is missing; it ${alarmTitles}`,
      'w.yaml:5:41: alarms.maintenance[0].at: must be a time of day like "02:00", not "2:00"',
    ],
  ],
  [
    "maintenance: [ { title: X, match: [edge/*], from: 2026-12-01T06:00, to: 2026-12-01T02:00 } ]",
    ["w.yaml:5:75: alarms.maintenance[0].to: must be after 2026-12-01T06:00, when it begins"],
  ],
  [
    "maintenance: [ { title: X, match: [edje/*], from: 2026-02-30T06:00, to: 2027-01-01T00:00, time_zone: UCT+1 } ]",
    [
      'w.yaml:5:38: alarms.maintenance[0].match[0]: there is no source "edje"; did you mean "edge"? the sources are edge, time',
      'w.yaml:5:53: alarms.maintenance[0].from: must be a time like "2026-12-01T02:00", in the window\'s time_zone, not "2026-02-30T06:00"',
      'w.yaml:5:104: alarms.maintenance[0].time_zone: must be an IANA time zone, like "UTC" or "America/Los_Angeles", not "UCT+1"',
    ],
  ],
  [
    "maintenance: [ { title: X, match: [edge/*], days: [sunday], at: '02:00', for: 8d } ]",
    [
      'w.yaml:5:54: alarms.maintenance[0].days[0]: must be one of sun, mon, tue, wed, thu, fri, sat, not "sunday"',
      'w.yaml:5:81: alarms.maintenance[0].for: "8d" is not a duration from 1m to 7d; write it as "10s", "5m" or "24h"',
    ],
  ],
  [
    "silence: yes",
    ['w.yaml:5:3: alarms: unknown key "silence"; known keys are attempts, flapping, depends_on, maintenance'],
  ],
];

test.each(alarms)("[CF50] alarms: %s", async (text, faults) => {
  const targets = "targets: [ { name: a }, { name: b }, { name: core } ]";
  const sources = `sources: { edge: { type: probe, ${targets} },\n  time: { type: clock } }`;
  const pages = "pages: [ { panels: [ { type: text, text: Hi, at: [0, 0, 1, 1] } ] } ]";
  expect(await faultsOf(`${sources}\n${pages}\nalarms:\n  ${text}`)).toEqual(faults);
});

test("[CF6] panels that overlap are told with the line of the first", async () => {
  const text = `sources: { edge: { type: clock } }
pages:
  - panels:
      - { type: status, source: edge, at: [0, 0, 6, 4] }
      - { type: stat, source: edge, at: [6, 0, 6, 4] }
      - { type: events, source: edge, titel: X, at: [5, 3, 2, 2] }
  - panels:
      - { type: status, source: edge, at: [0, 0, 6, 4] }`;
  expect(await faultsOf(text)).toEqual([
    'w.yaml:6:39: pages[0].panels[2]: unknown key "titel"; did you mean "title"? known keys are type, title, source, query, at',
    "w.yaml:6:53: pages[0].panels[2].at: overlaps the status panel on line 4, which is at [0, 0, 6, 4]; move or shrink one of them",
  ]);
});

test("[CF32] panels without a place that find no room are told with how many fit", async () => {
  const lists = Array.from({ length: 19 }, () => "      - { type: status, source: edge }").join("\n");
  const beside = "      - { type: status, source: edge, at: [0, 0, 12, 2] }";
  const head = "sources: { edge: { type: clock } }\npages:\n  - panels:";
  expect(await faultsOf([head, beside, lists].join("\n"))).toEqual([
    "w.yaml:23:9: pages[0].panels[19]: has no room on this page: 18 of the 19 panels without “at” fit beside those that have a place; move the others to another page",
  ]);
  const many = Array.from({ length: 25 }, () => "      - { type: status, source: edge }").join("\n");
  expect(await faultsOf([head, many].join("\n"))).toEqual([
    "w.yaml:28:9: pages[0].panels[24]: has no room on this page: 24 of the 25 panels without “at” fit; move the others to another page",
  ]);
});

test("[CF6] more panels than a wall can watch are refused", async () => {
  const row = Array.from(
    { length: 96 },
    (_, cell) => `{ type: text, text: x, at: [${cell % 12}, ${Math.floor(cell / 12)}, 1, 1] }`,
  );
  const pages = Array.from({ length: 6 }, () => `  - panels: [ ${row.join(", ")} ]`);
  expect(await faultsOf(`pages:\n${pages.join("\n")}`)).toEqual([
    "w.yaml:2:3: pages: must have at most 500 panels in all, not 576",
  ]);
});

test("[CF4] a fault behind an alias stands where the alias is used, or inside what it repeats", async () => {
  const text = "sources: { a: { type: clock }, b: &b { type: clok }, c: *b }\npages: *b";
  expect(await faultsOf(text)).toEqual([
    'w.yaml:1:46: sources.b.type: must be one of probe, clock, not "clok"; did you mean "clock"?',
    'w.yaml:1:46: sources.c.type: must be one of probe, clock, not "clok"; did you mean "clock"?',
    "w.yaml:2:8: pages: must be a list of pages",
  ]);
});
