import type { Frame, FrameKind, FrameOf, Level, State } from "../../server/protocol/frames.ts";
import type { Variant } from "./gallery.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** What a source would answer in a state of the gallery. */
export function galleryFrame(kind: FrameKind, variant: Variant, now: number): Frame {
  return frames[kind](variant, now);
}

const frames: { [K in FrameKind]: (variant: Variant, now: number) => FrameOf<K> } = {
  stat: (variant) => ({
    kind: "stat",
    name: "Denies",
    value: variant === "empty" ? null : variant === "many" ? 1.234e15 : valueIn(variant),
    unit: "/min",
    level: levelIn(variant),
    trend: variant === "empty" ? [] : wave(60, 210, 40),
  }),
  series: (variant, now) => {
    const names = variant === "empty" ? [] : variant === "many" ? letters(8, "uplink-") : ["in", "out"];
    return {
      kind: "series",
      unit: "bps",
      times: Array.from({ length: 60 }, (_, index) => now - (59 - index) * minute),
      series: names.map((name, index) => ({
        name,
        level: index === 0 ? levelIn(variant) : "ok",
        values: wave(60, (7e8 + valueIn(variant) * 3e5) / (index + 1), 6e7),
      })),
    };
  },
  states: (variant, now) => ({ kind: "states", states: statesIn(variant, now) }),
  events: (variant, now) => ({
    kind: "events",
    events: Array.from({ length: variant === "empty" ? 0 : variant === "many" ? 100 : 9 }, (_, index) => ({
      id: String(index),
      at: now - index * 7300 - 900,
      level: index % 4 === 2 ? levelIn(variant) : "ok",
      subject: ["fw-1", "dist-sw-3", "core-rtr-1", "vpn-gw"][index % 4] ?? "",
      text: ["DENY 198.51.100.7 scan", "gi1/0/24 down", "BGP session with AS 64500 established", "42 tunnels up"][
        index % 4
      ] as string,
    })),
  }),
  ranking: (variant) => {
    const names = ["edge-fw-2", "vpn-gw", "san-b", "core-rtr-1", "voip-sbc", "mail", "wiki", "ldap"];
    const many = Array.from({ length: 40 }, (_, index) => `rack-${String(index).padStart(3, "0")}-switch.example.net`);
    const ranked = variant === "empty" ? [] : variant === "many" ? many : names;
    const items = ranked.map((name, index) => ({
      name,
      value: 184 / (1 + 0.6 * index),
      level: index === 0 ? levelIn(variant) : "ok",
    }));
    return { kind: "ranking", unit: "ms", items };
  },
  uptime: (variant, now) => {
    const names = ["core-rtr-1", "edge-fw-2", "vpn-gw", "mail", "portal", "auth-ldap"];
    const many = Array.from({ length: 40 }, (_, index) => `rack-${String(index).padStart(3, "0")}-switch`);
    const known = variant === "late" ? 1 : variant === "live" ? 30 : 12;
    const targets = (variant === "empty" ? [] : variant === "many" ? many : names).map((name, target) => ({
      id: name,
      name,
      level: target === 1 ? levelIn(variant) : ("ok" as const),
      days: Array.from({ length: 30 }, (_, index) => dayIn(target, index, known)),
    }));
    return { kind: "uptime", since: now - (now % day) - (known - 1) * day + day / 3, targets };
  },
  text: (variant) => ({
    kind: "text",
    text:
      variant === "empty"
        ? ""
        : variant === "many"
          ? "Whoever is on duty answers the bridge. ".repeat(40)
          : "Ada until 18:00, then Ben\nBridge 4-4100",
  }),
};

function dayIn(target: number, index: number, known: number): number | null {
  if (index < 30 - known) return null;
  if (target === 3 && index > 15 && index < 19) return null;
  if (target === 1 && index === 29) return 0.7;
  return (target * 7 + index * 3) % 17 === 0 ? 0.995 - 0.1 * (target % 3) : 1;
}

function levelIn(variant: Variant): Level {
  if (variant === "handled" || variant === "stale") return "critical";
  return variant === "warning" || variant === "critical" || variant === "unknown" ? variant : "ok";
}

function valueIn(variant: Variant): number {
  const values: Partial<Record<Variant, number>> = { warning: 348, critical: 512, handled: 450, stale: 450 };
  return values[variant] ?? 212;
}

function statesIn(variant: Variant, now: number): State[] {
  const since = now - 2 * minute;
  const state = (name: string, level: Level): State => ({
    id: name,
    name,
    level,
    value: level === "ok" ? "14.6 ms" : "",
    reason: level === "ok" ? "" : "no answer within 5 s",
    since,
  });
  if (variant === "empty") return [];
  if (variant === "many") return letters(200, "rack-").map((name, index) => state(name, index % 7 ? "ok" : "critical"));
  const names = ["core-rtr-1", "edge-fw-2", "mail", "dns-1", "wiki", "portal"];
  if (variant !== "handled") return names.map((name, index) => state(name, index === 1 ? levelIn(variant) : "ok"));
  return ["nightly-fs", "dist-sw-9", "proxy", "backup", "dns-2"]
    .map((name) => state(name, "critical"))
    .concat(state("ldap", "ok"));
}

function letters(count: number, prefix: string): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(3, "0")}`);
}

/** A slow swing with a ripple, the same in every run. */
function wave(length: number, middle: number, swing: number): number[] {
  return Array.from({ length }, (_, index) => {
    const ripple = Math.sin(index * 1.7) * Math.sin(index * 0.37) * 0.16;
    return middle + swing * (Math.cos((index / length) * 4.2 * Math.PI) * 0.6 + ripple);
  });
}
