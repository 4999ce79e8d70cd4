import type { Level } from "../../protocol/frames.ts";
import { chance, drift } from "./noise.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

interface Line {
  name: string;
  /** At a moment in epoch milliseconds. */
  value(seed: number, at: number): number;
}

export interface Quantity {
  name: string;
  unit: string;
  lines: Line[];
}

/** A small network of made-up figures. They depend on seed and time alone, so that any window of the past is known. */
export const quantities: Record<string, Quantity> = {
  traffic: {
    name: "Traffic",
    unit: "bps",
    lines: [line("in", { base: 620e6, swing: 0.3 }), line("out", { base: 140e6, swing: 0.4 })],
  },
  dns: { name: "DNS queries", unit: "/s", lines: [line("queries", { base: 850, swing: 0.35 })] },
  denies: { name: "Denied connections", unit: "/s", lines: [line("denied", { base: 14, swing: 0.8 })] },
};

function line(name: string, { base, swing }: { base: number; swing: number }): Line {
  return {
    name,
    value(seed, at) {
      const noise =
        0.5 * drift(seed, `${name} slow`, { at, periodMs: 15 * minuteMs }) +
        0.3 * drift(seed, `${name} middling`, { at, periodMs: minuteMs }) +
        0.2 * drift(seed, `${name} quick`, { at, periodMs: 4000 });
      return base * workload(at) * (1 + swing * noise);
    },
  };
}

/** Share of the busiest hour: least at 3 in the morning, most at 15 h, UTC. */
export function workload(at: number): number {
  const hourAngle = (2 * Math.PI * (at % dayMs)) / dayMs;
  return 0.625 - 0.375 * Math.cos(hourAngle - Math.PI / 4);
}

export interface SimulatedEvent {
  id: string;
  at: number;
  level: Level;
  subject: string;
  text: string;
}

const tales: { level: Level; subject: string; text: string; odds: number }[] = [
  { odds: 6, level: "ok", subject: "fw-1", text: "denied ssh" },
  { odds: 6, level: "ok", subject: "fw-2", text: "denied rdp" },
  { odds: 4, level: "ok", subject: "dhcp", text: "lease renewed" },
  { odds: 3, level: "ok", subject: "vpn", text: "user connected" },
  { odds: 2, level: "ok", subject: "switch-3", text: "port 14 up" },
  { odds: 1, level: "warning", subject: "switch-3", text: "port 14 flaps" },
  { odds: 1, level: "warning", subject: "fw-1", text: "port scan" },
];
const allOdds = tales.reduce((sum, { odds }) => sum + odds, 0);
/** Events fall into slots of this length, about half of which stay empty. */
const slotMs = 10_000;

/** The newest events up to a moment, newest first. */
export function eventsBefore(seed: number, now: number, most: number): SimulatedEvent[] {
  const events: SimulatedEvent[] = [];
  for (let slot = Math.floor(now / slotMs); events.length < most && slot >= 0; slot -= 1) {
    const event = eventIn(seed, slot);
    if (event && event.at <= now) events.push(event);
  }
  return events;
}

function eventIn(seed: number, slot: number): SimulatedEvent | undefined {
  if (chance(seed, "event", slot) < 0.5) return undefined;
  const at = Math.floor((slot + chance(seed, "moment", slot)) * slotMs);
  let lot = chance(seed, "tale", slot) * allOdds;
  const tale = tales.find(({ odds }) => (lot -= odds) <= 0);
  return tale && { id: String(slot), at, level: tale.level, subject: tale.subject, text: tale.text };
}
