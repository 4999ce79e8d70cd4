import { placeAutomatically } from "../../../server/config/automatic-places.ts";
import type { Frame } from "../../../server/protocol/frames.ts";
import type { Panel, Place, Wall } from "../../../server/protocol/wall.ts";
import type { Scene } from "../../resources/scenes.ts";

/** A page that is as full as can be read: charts, lists of states, figures with their past, and figures alone. */
const counts = { series: 6, status: 2, trend: 4, figure: 48 };
const chartRows = 120;
const trendSamples = 60;
const states = 12;

export const hertz = 10;

export const panels: readonly Panel[] = placed([
  ...numbered(counts.series, (id) => ({ ...named("series", id), options: { last: "10m" } })),
  ...numbered(counts.status, (id) => ({ ...named("status", id), options: {} })),
  ...numbered(counts.trend + counts.figure, (id) => ({ ...named("stat", id), options: { last: "10m" } })),
]);

const wall: Wall = {
  title: "Sixty panels",
  demo: false,
  timeZones: ["UTC"],
  sources: [{ id: "bench", type: "bench", cadenceMs: 1000 / hertz, simulated: false }],
  pages: [{ title: "All", seconds: 30, panels: [...panels] }],
};

export function scene(now = Date.now()): Scene {
  return {
    welcome: {
      type: "welcome",
      protocol: 1,
      session: { user: "wall", role: "wall", expiresAt: now + 86_400_000 },
      wall,
      sources: [{ id: "bench", freshness: "live", since: now, observedAt: now, detail: "" }],
      alarms: [],
      frames: panels.map((panel) => ({ panel: panel.id, seq: 0, observedAt: now, frame: frameOf(panel, 0, now) })),
      faults: [],
      now,
    },
    pulses: true,
    signedIn: true,
  };
}

/** What the panel shows at one turn: every sample and every figure is another than at the turn before. */
export function frameOf({ id, type }: Panel, turn: number, now: number): Frame {
  const phase = Number(id.split(" ")[1]);
  const value = (at: number) => Math.round(1e5 * (500 + 300 * Math.sin((at + turn) / 9 + phase))) / 1e5;
  switch (type) {
    case "series": {
      const times = Array.from({ length: chartRows }, (_, row) => now - (chartRows - row) * 5000);
      const values = (of: number) => times.map((_, row) => value(row + 40 * of));
      return {
        kind: "series",
        unit: "ms",
        times,
        series: [
          { name: "in", level: "ok", values: values(0) },
          { name: "out", level: "ok", values: values(1) },
        ],
      };
    }
    case "status":
      return {
        kind: "states",
        states: Array.from({ length: states }, (_, index) => ({
          id: `t${index}`,
          name: `target-${index}`,
          level: "ok",
          value: `${value(index).toFixed(1)} ms`,
          reason: "",
          since: 0,
        })),
      };
    default: {
      const trend = Array.from({ length: trendSamples }, (_, index) => value(index));
      return { kind: "stat", name: id, value: trend.at(-1) ?? 0, unit: "ms", level: "ok", trend };
    }
  }
}

function named<T extends Panel["type"]>(type: T, number: number) {
  const at: Place = [0, 0, 1, 1];
  return { id: `${type} ${number}`, type, title: `${type} ${number}`, at, source: "bench" };
}

function numbered(count: number, make: (number: number) => Panel): Panel[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}

function placed(all: Panel[]): Panel[] {
  const large = all.length - counts.figure;
  const result = placeAutomatically(
    all.map((_, index) => ({ at: undefined, room: index < large ? "large" : "small" })),
  );
  if (!result.ok) throw new Error("sixty panels do not fit");
  return all.map((panel, index) => ({ ...panel, at: result.places[index] ?? panel.at }));
}
