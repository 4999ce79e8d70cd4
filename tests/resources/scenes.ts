import type { FrameOf, Level, State } from "../../server/protocol/frames.ts";
import type { Alarm, MessageOf, PanelFrame, SourceState } from "../../server/protocol/messages.ts";
import type { Panel, Source, Wall } from "../../server/protocol/wall.ts";

/** What a scripted server shows: how it greets a wall, and whether it pulses and lets it in. */
export interface Scene {
  welcome: MessageOf<"welcome">;
  pulses: boolean;
  signedIn: boolean;
  /** How far the server's clock is ahead of the real one, for what happens at an hour of the day. */
  aheadMs?: number;
}

const minute = 60_000;
const hour = 60 * minute;

const sources: Source[] = [
  { id: "edge", type: "checks", cadenceMs: 10_000, simulated: false },
  { id: "metrics", type: "prometheus", cadenceMs: 10_000, simulated: false },
  { id: "host", type: "host", cadenceMs: 5000, simulated: false },
  { id: "firewall", type: "syslog", cadenceMs: 10_000, simulated: false },
  { id: "push", type: "webhook", cadenceMs: 60_000, simulated: false },
];

const panels: Panel[] = [
  { id: "reach", type: "status", title: "Reachability", at: [0, 0, 5, 4], source: "edge", options: {} },
  {
    id: "wan",
    type: "series",
    title: "WAN throughput",
    at: [5, 0, 4, 4],
    source: "metrics",
    options: { unit: "bps", warn: 8e8, crit: 9.5e8, last: "6h" },
  },
  { id: "dns", type: "stat", title: "DNS queries", at: [9, 0, 3, 2], source: "metrics", options: { last: "1h" } },
  {
    id: "denies",
    type: "stat",
    title: "Denies per minute",
    at: [9, 2, 3, 2],
    source: "firewall",
    options: { warn: 300, last: "1h" },
  },
  { id: "events", type: "events", title: "Firewall and links", at: [0, 4, 5, 4], source: "firewall", options: {} },
  {
    id: "load",
    type: "series",
    title: "This machine",
    at: [5, 4, 4, 4],
    source: "host",
    options: { unit: "%", max: 100, last: "10m" },
  },
  { id: "memory", type: "stat", title: "Memory in use", at: [9, 4, 3, 2], source: "host", options: { last: "10m" } },
  {
    id: "duty",
    type: "text",
    title: "On duty",
    at: [9, 6, 3, 2],
    options: { text: "Ada until 18:00, then Ben\nBridge 4-4100" },
  },
];

const targets = (
  "core-rtr-1 core-rtr-2 edge-fw-1 edge-fw-2 dist-sw-1 dist-sw-2 dist-sw-3 vpn-gw dns-1 dns-2 ntp-1 mail " +
  "portal auth-ldap radius wlc-1 wlc-2 san-a san-b voip-sbc backup proxy gitlab wiki"
).split(" ");

/** Two queries have no answer: one never had, the other not any more. */
export function unanswered(now = Date.now()): Scene {
  const scene = change(quiet(now), {
    alarms: [
      { ...alarm("metrics/answer stat dns", "unknown", now - minute), name: "DNS queries" },
      { ...alarm("metrics/answer series wan", "unknown", now - minute), name: "WAN throughput" },
    ],
  });
  const frames = scene.welcome.frames.filter(({ panel }) => panel !== "dns");
  const faults = [
    { panel: "dns", reason: "1:26: parse error: unclosed left parenthesis" },
    { panel: "wan", reason: "too slow for Prometheus: query timed out in expression evaluation" },
  ];
  return { ...scene, welcome: { ...scene.welcome, frames, faults } };
}

/** All is well, and known to be. */
export function quiet(now = Date.now()): Scene {
  const wall: Wall = {
    title: "Example NOC",
    demo: false,
    timeZones: ["UTC", "America/Los_Angeles"],
    sources,
    pages: [{ title: "Overview", seconds: 30, panels }],
  };
  return {
    welcome: {
      type: "welcome",
      protocol: 1,
      session: { user: "wall", role: "wall", expiresAt: now + 24 * hour },
      wall,
      sources: sources.map(({ id }) => seen(id, now)),
      alarms: [],
      frames: frames(now),
      faults: [],
      now,
    },
    pulses: true,
    signedIn: true,
  };
}

export function critical(now = Date.now()): Scene {
  const states = quietStates(now).map((state): State => {
    if (state.name === "edge-fw-2")
      return bad(state, "critical", { reason: "no answer within 5 s", since: now - 2 * minute });
    if (state.name === "san-b") return bad(state, "warning", { value: "184 ms", since: now - 11 * minute });
    if (state.name === "voip-sbc")
      return bad(state, "warning", { reason: "certificate expires in 6 days", since: now - 3 * hour });
    if (state.name === "ntp-1") return bad(state, "unknown", { reason: "cannot resolve", since: now - 4 * minute });
    return state;
  });
  const alarms = [
    alarm("edge/edge-fw-2", "critical", now - 2 * minute),
    alarm("edge/san-b", "warning", now - 11 * minute),
    alarm("edge/ntp-1", "unknown", now - 4 * minute),
    acknowledged(alarm("edge/voip-sbc", "warning", now - 3 * hour), now),
    acknowledged(alarm("push/nightly-fs", "warning", now - 7 * hour), now),
    alarm("firewall/threshold denies", "warning", now - 5 * minute),
  ];
  return change(quiet(now), {
    alarms,
    frames: [frame("reach", { kind: "states", states }, now), frame("denies", denies("warning"), now)],
  });
}

export function blindSource(now = Date.now()): Scene {
  const state: SourceState = {
    id: "metrics",
    freshness: "blind",
    since: now - 42_000,
    observedAt: now - 42_000,
    detail: "connection refused by 127.0.0.1:9090",
  };
  const scene = quiet(now);
  const old = scene.welcome.frames.map((one) => (isOf("metrics", one) ? { ...one, observedAt: now - 42_000 } : one));
  return change(scene, { sources: [state], frames: old });
}

/** All is well, but for the clocks of one source and of one target of another. */
export function skewed(now = Date.now()): Scene {
  return change(quiet(now), {
    sources: [
      { ...seen("metrics", now), skew: { ms: 42_000 } },
      { ...seen("edge", now), skew: { ms: -7_300_000, of: "portal" } },
      { ...seen("host", now), skew: { ms: 900 } },
    ],
  });
}

/** Nothing was ever heard of one source, which has only just been started; another is late. */
export function starting(now = Date.now()): Scene {
  const fresh: SourceState = { id: "metrics", freshness: "blind", since: now - 2000, detail: "not seen yet" };
  const late: SourceState = {
    id: "host",
    freshness: "ageing",
    since: now - 3000,
    observedAt: now - 13_000,
    detail: "",
  };
  const scene = quiet(now);
  scene.welcome.frames = scene.welcome.frames.filter((one) => !isOf("metrics", one));
  return change(scene, { sources: [fresh, late] });
}

export function ackedOnly(now = Date.now()): Scene {
  const states = quietStates(now).map((state) =>
    state.name === "voip-sbc"
      ? bad(state, "critical", { reason: "no answer within 5 s", since: now - 3 * hour })
      : state,
  );
  return change(quiet(now), {
    alarms: [acknowledged(alarm("edge/voip-sbc", "critical", now - 3 * hour), now)],
    frames: [frame("reach", { kind: "states", states }, now)],
  });
}

export function warning(now = Date.now()): Scene {
  return change(quiet(now), {
    alarms: [alarm("firewall/threshold denies", "warning", now - 5 * minute)],
    frames: [frame("denies", denies("warning"), now)],
  });
}

/** Far more states than cells, most of the bad ones at the end of the list. */
export function storm(now = Date.now()): Scene {
  const states = Array.from({ length: 200 }, (_, index): State => {
    const state = quietState(`rack-${String(index + 1).padStart(3, "0")}-switch`, index, now);
    if (index % 12 === 11) return bad(state, "critical", { reason: "no answer within 5 s", since: now - index * 1000 });
    return index % 9 === 8 ? bad(state, "warning", { reason: "slower than 150 ms", since: now - index * 1000 }) : state;
  });
  const alarms = states
    .filter(({ level }) => level !== "ok")
    .map(({ id, level, since }) => alarm(`edge/${id}`, level === "critical" ? "critical" : "warning", since));
  return change(quiet(now), { alarms, frames: [frame("reach", { kind: "states", states }, now)] });
}

/** First suspicions only: nobody needs to come yet. */
export function unconfirmed(now = Date.now()): Scene {
  return change(quiet(now), { alarms: [{ ...alarm("edge/edge-fw-2", "critical", now - 12_000), state: "soft" }] });
}

/** The way to half of the targets is down, a link comes and goes, and there are more alarms than anyone can follow. */
export function outage(now = Date.now()): Scene {
  const router = { why: "dependency", by: "core-rtr-1" } as const;
  const behind = targets.slice(8, 19).map((name) => muted(alarm(`edge/${name}`, "critical", now - 3 * minute), router));
  const flapping: Alarm = { ...alarm("edge/vpn-gw", "critical", now - 20 * minute), flapping: true };
  const alarms = [alarm("edge/core-rtr-1", "critical", now - 4 * minute), flapping, ...behind];
  const down = new Map(alarms.map(({ name, since }) => [name, since]));
  const states = quietStates(now).map((state) => {
    const since = down.get(state.name);
    return since === undefined ? state : bad(state, "critical", { reason: "no answer within 5 s", since });
  });
  const scene = change(quiet(now), { alarms, frames: [frame("reach", { kind: "states", states }, now)] });
  const { wall } = scene.welcome;
  scene.welcome.wall = { ...wall, pages: [...wall.pages, { title: "Second", seconds: 20, panels: [] }] };
  scene.welcome.alarmLoad = 34;
  return scene;
}

export function maintenance(now = Date.now()): Scene {
  const patches = { why: "maintenance", by: "Patch night" } as const;
  const alarms = ["san-a", "san-b"].map((name) => muted(alarm(`edge/${name}`, "critical", now - minute), patches));
  return change(quiet(now), { alarms });
}

export function configFault(now = Date.now()): Scene {
  const scene = quiet(now);
  scene.welcome.wall = {
    ...scene.welcome.wall,
    fault: { file: "wall.yaml", line: 12, column: 7, message: "sources.edge.every must be a duration", more: 2 },
  };
  return scene;
}

export function demo(now = Date.now()): Scene {
  const scene = quiet(now);
  const { wall } = scene.welcome;
  scene.welcome.wall = {
    ...wall,
    title: "Nocturne",
    demo: true,
    sources: wall.sources.map((source) => (source.id === "metrics" ? { ...source, simulated: true } : source)),
    pages: [...wall.pages, { title: "Second", seconds: 20, panels: [] }],
  };
  return scene;
}

/** All is well on three pages that take turns every six seconds. */
export function threePages(now = Date.now()): Scene {
  const scene = quiet(now);
  const pages = Object.entries({
    Overview: ["reach", "wan"],
    Security: ["dns", "denies", "events"],
    Machine: ["load", "memory", "duty"],
  }).map(([title, ids]) => ({ title, seconds: 6, panels: panels.filter(({ id }) => ids.includes(id)) }));
  scene.welcome.wall = { ...scene.welcome.wall, pages };
  return scene;
}

/** A critical of which the shown page holds nothing calls up the page that does; two more stand on that. */
export function called(now = Date.now()): Scene {
  const names = ["denies", "vpn-gw", "edge-fw-2"];
  const alarms = names.map((name) => alarm(`firewall/${name}`, "critical", now - 2 * minute));
  return change(threePages(now), { alarms });
}

/** The scene at another hour of the day, UTC ("22:30", "07:59:50"), on whose clock everything in it happens. */
export function at(time: string, make: (now: number) => Scene): Scene {
  const now = Date.now();
  const [hours = 0, minutes = 0, seconds = 20] = time.split(":").map(Number);
  const aheadMs = new Date(now).setUTCHours(hours, minutes, seconds) - now;
  return { ...make(now + aheadMs), aheadMs };
}

/** The same with a plan for the screen and the sound. */
export function planned(scene: Scene, plan: Pick<Wall, "screen" | "sound">): Scene {
  scene.welcome.wall = { ...scene.welcome.wall, ...plan };
  return scene;
}

/** A broken configuration, no sound, and a darkness near: as many lines as there can be below the picture. */
export function manyStrips(): Scene {
  const off = { from: 22 * 60, to: 6 * 60, timeZone: "UTC" };
  const plan = { sound: { enabled: false, volume: 1, warnings: false }, screen: { orbit: true, off } };
  return at("21:50", (now) => planned(configFault(now), plan));
}

/** The same after an update that did not show its picture. */
export function takenBack(scene: Scene): Scene {
  const head = "Update to 1.4.0 was taken back";
  const update = [`${head}: its picture was not proven within a minute`, head];
  scene.welcome.wall = { ...scene.welcome.wall, update };
  return scene;
}

/** No sound, an update that was taken back, and a darkness near: as many lines of what is quiet as there can be. */
export function quietStrips(): Scene {
  const { welcome, ...scene } = takenBack(manyStrips());
  const { fault: _, ...wall } = welcome.wall;
  return { ...scene, welcome: { ...welcome, wall } };
}

/** The same on a 55-inch screen read from five metres: type must be nearly three times as large. */
export function onFarDisplay(scene: Scene, distanceMm = 5000): Scene {
  scene.welcome.wall = { ...scene.welcome.wall, display: { diagonalMm: 1397, distanceMm } };
  return scene;
}

export function emptyWall(now = Date.now()): Scene {
  const scene = quiet(now);
  scene.welcome.wall = { ...scene.welcome.wall, pages: [] };
  return scene;
}

function change(scene: Scene, changes: Partial<Pick<Scene["welcome"], "sources" | "alarms" | "frames">>): Scene {
  const { sources = [], alarms = [], frames = [] } = changes;
  const { welcome } = scene;
  const changedFrames = new Map([...welcome.frames, ...frames].map((one) => [one.panel, one]));
  const changedSources = new Map([...welcome.sources, ...sources].map((one) => [one.id, one]));
  return {
    ...scene,
    welcome: { ...welcome, alarms, frames: [...changedFrames.values()], sources: [...changedSources.values()] },
  };
}

function frames(now: number): PanelFrame[] {
  return [
    frame("reach", { kind: "states", states: quietStates(now) }, now),
    frame("wan", wan(now), now),
    frame("dns", stat("queries", 4812, "/s", wave(90, 4600, 260)), now),
    frame("denies", denies("ok"), now),
    frame("events", { kind: "events", events: events(now) }, now),
    frame("load", load(now), now),
    frame("memory", stat("memory", 6.21e9, "bytes", wave(60, 6.1e9, 1.2e8)), now),
  ];
}

export function frame(panel: string, content: PanelFrame["frame"], now: number): PanelFrame {
  return { panel, seq: 1, observedAt: now - 1000, frame: content };
}

function isOf(source: string, { panel }: PanelFrame): boolean {
  return panels.some(({ id, source: from }) => id === panel && from === source);
}

function wan(now: number): FrameOf<"series"> {
  const times = Array.from({ length: 361 }, (_, index) => now - (360 - index) * minute);
  return {
    kind: "series",
    unit: "bps",
    times,
    series: [
      { name: "in", level: "ok", values: [...withGap(wave(360, 5.2e8, 1.6e8)), 6.12e8] },
      { name: "out", level: "ok", values: [...withGap(wave(360, 2.6e8, 0.8e8)), 2.84e8] },
    ],
  };
}

function withGap(values: number[]): (number | null)[] {
  return values.map((value, index) => (index > 110 && index < 122 ? null : value));
}

function load(now: number): FrameOf<"series"> {
  const times = Array.from({ length: 121 }, (_, index) => now - (120 - index) * 5000);
  return {
    kind: "series",
    unit: "%",
    times,
    series: [
      { name: "CPU", level: "ok", values: wave(121, 22, 12) },
      { name: "memory", level: "ok", values: wave(121, 47, 3) },
      { name: "disk", level: "ok", values: wave(121, 61, 0.5) },
    ],
  };
}

function denies(level: Level): FrameOf<"stat"> {
  return { ...stat("denies", level === "ok" ? 212 : 348, "/min", wave(60, 220, 26)), level };
}

function stat(name: string, value: number, unit: string, trend: number[]): FrameOf<"stat"> {
  return { kind: "stat", name, value, unit, level: "ok", trend };
}

/** A slow swing with a ripple, the same in every run. */
function wave(length: number, middle: number, swing: number): number[] {
  return Array.from({ length }, (_, index) => {
    const ripple = Math.sin(index * 1.7) * Math.sin(index * 0.37) * 0.16;
    return middle + swing * (Math.cos((index / length) * 4.2 * Math.PI) * 0.6 + ripple);
  });
}

function events(now: number): FrameOf<"events">["events"] {
  const said = [
    ["ok", "HQ:22", "DENY 198.51.100.7 brute force"],
    ["ok", "HQ:445", "DENY 203.0.113.91 exploit attempt"],
    ["warning", "dist-sw-3", "gi1/0/24 down"],
    ["ok", "dist-sw-3", "gi1/0/24 up after 4 s"],
    ["ok", "HQ:443", "DENY 192.0.2.177 scan"],
    ["ok", "vpn-gw", "42 tunnels up"],
    ["ok", "HQ:3389", "DENY 198.51.100.44 scan"],
    ["ok", "core-rtr-1", "BGP session with AS 64500 established after a graceful restart of the neighbour"],
    ["critical", "edge-fw-2", "failover to the standby unit"],
    ["ok", "HQ:25", "DENY 203.0.113.5 relay attempt"],
    ["ok", "HQ:53", "DENY 203.0.113.5 amplification"],
    ["ok", "wlc-1", "access point joined"],
  ] as const;
  return said.map(([level, subject, text], index) => ({
    id: String(index),
    at: now - index * 7300 - 900,
    level,
    subject,
    text,
  }));
}

function quietStates(now: number): State[] {
  return targets.map((name, index) => quietState(name, index, now));
}

function quietState(name: string, index: number, now: number): State {
  const value = `${(1 + ((index * 7.3) % 17)).toFixed(1)} ms`;
  return { id: name, name, level: "ok", value, reason: "", since: now - 6 * hour };
}

function bad(state: State, level: Level, fault: Pick<State, "since"> & Partial<State>): State {
  return { ...state, value: "", level, ...fault };
}

function seen(id: string, now: number): SourceState {
  return { id, freshness: "live", since: now - hour, observedAt: now - 1000, detail: "" };
}

export function alarm(id: string, severity: Alarm["severity"], since: number): Alarm {
  const [source = "", name = ""] = id.split("/");
  const summary = "";
  const isNew = { process: "active", workflow: "unacknowledged", state: "hard", flapping: false } as const;
  return { id, source, name, severity, ...isNew, since, summary, labels: {} };
}

function acknowledged(alarm: Alarm, now: number): Alarm {
  const acknowledgement = { by: "Ada", at: now - hour, until: now + 2 * hour, note: "" };
  return { ...alarm, workflow: "acknowledged", acknowledgement };
}

function muted(alarm: Alarm, by: NonNullable<Alarm["muted"]>): Alarm {
  return { ...alarm, muted: by };
}
