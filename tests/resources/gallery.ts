import type { Alarm, PanelFrame, SourceState } from "../../server/protocol/messages.ts";
import { type PanelType, panelTypes } from "../../server/protocol/panels.ts";
import { type Panel, type Place, panel, type Source } from "../../server/protocol/wall.ts";
import { galleryAlarms } from "./gallery-alarms.ts";
import { galleryFrame } from "./gallery-frames.ts";
import { quiet, type Scene } from "./scenes.ts";

/** A state that a panel can be in. Each has a source of its own, named after it. */
export type Variant =
  | "live"
  | "late"
  | "stale"
  | "blind"
  | "never"
  | "empty"
  | "loading"
  | "fault"
  | "many"
  | "warning"
  | "critical"
  | "unknown"
  | "handled";

/** A ticker is one line high. */
const lines = (x: number, y: number): Place => [x, y, 6, 1];
const bands: Record<Variant, Place> = {
  live: [0, 0, 12, 1],
  many: [0, 1, 12, 1],
  late: lines(0, 2),
  stale: lines(6, 2),
  blind: lines(0, 3),
  never: lines(6, 3),
  empty: lines(0, 4),
  loading: lines(6, 4),
  fault: lines(0, 5),
  warning: lines(6, 5),
  critical: lines(0, 6),
  unknown: lines(6, 6),
  handled: [0, 7, 12, 1],
};
const places: Record<Variant, Place> = {
  live: [0, 0, 6, 4],
  late: [6, 0, 3, 2],
  stale: [9, 0, 3, 2],
  blind: [6, 2, 3, 2],
  never: [9, 2, 3, 2],
  empty: [0, 4, 3, 2],
  loading: [3, 4, 3, 2],
  fault: [6, 4, 3, 2],
  many: [9, 4, 3, 2],
  warning: [0, 6, 3, 2],
  critical: [3, 6, 3, 2],
  unknown: [6, 6, 3, 2],
  handled: [9, 6, 3, 2],
};
const variants = Object.keys(places).filter((name): name is Variant => name in places);
const withoutFrame = new Set<Variant>(["never", "loading"]);

/** One page with every state of a panel type, large and small, drawn by the wall itself. */
export function gallery(type: PanelType, now = Date.now()): Scene {
  const scene = quiet(now);
  const panels = variants.map((variant) => panelIn(type, variant));
  const frames = variants.flatMap((variant) => frameIn(type, variant, now));
  scene.welcome = {
    ...scene.welcome,
    wall: {
      ...scene.welcome.wall,
      title: "Gallery",
      sources: variants.map(sourceIn),
      pages: [{ title: type, seconds: 30, panels }],
    },
    sources: variants.map((variant) => stateIn(variant, now)),
    alarms: alarmsFor(type, now),
    frames,
  };
  return scene;
}

/** Options as they would be written; those left out have their defaults. */
const options: Partial<Record<PanelType, (variant: Variant) => object>> = {
  series: () => ({ unit: "bps", warn: 7e8, crit: 9e8, last: "1h" }),
  stat: () => ({ warn: 300, crit: 400, last: "1h" }),
  gauge: () => ({ warn: 300, crit: 400, max: 500 }),
  alarms: (variant) => (variant === "live" ? { group_by: ["hall"] } : {}),
  ranking: () => ({ top: 30 }),
  clock: (variant) => clockOptions[variant] ?? { zones: ["UTC"] },
  image: (variant) => ({ image: variant === "fault" || variant === "never" ? "/image/none" : picture(variant) }),
};

const zones = ["UTC", "America/Los_Angeles", "Asia/Tokyo", "Europe/Berlin", "Australia/Sydney", "America/Sao_Paulo"];
const clockOptions: Partial<Record<Variant, object>> = {
  live: { zones: zones.slice(0, 2) },
  late: {},
  stale: { zones: ["UTC"], seconds: false },
  blind: { zones: zones.slice(0, 2), seconds: false },
  empty: { zones: zones.slice(0, 3), seconds: false },
  fault: { zones: ["Not/A_Zone"] },
  many: { zones, seconds: false },
};

/** A plan in the wall's greys, high or broad. */
function picture(variant: Variant): string {
  const [width, height] = variant === "many" ? [40, 400] : [400, 160];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><path fill="#1c232b" stroke="#9ba7b4" d="M2 2h${width - 4}v${height - 4}h${4 - width}z"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function panelIn(type: PanelType, variant: Variant): Panel {
  const { source: rule } = panelTypes[type];
  const isOfAll = rule === "none" || (rule === "optional" && variant === "live");
  return panel.parse({
    id: variant,
    type,
    title: variant,
    at: (type === "ticker" ? bands : places)[variant],
    ...(isOfAll ? {} : { source: variant, alarm: `${variant}/threshold denies` }),
    options: options[type]?.(variant) ?? {},
  });
}

function sourceIn(variant: Variant): Source {
  return { id: variant, type: "checks", cadenceMs: 10_000, simulated: false };
}

function stateIn(id: Variant, now: number): SourceState {
  const detail = "connection refused by 127.0.0.1:9090";
  switch (id) {
    case "late":
      return { id, freshness: "ageing", since: now - 5000, observedAt: now - 25_000, detail: "" };
    case "stale":
      return { id, freshness: "stale", since: now - 12_000, observedAt: now - 52_000, detail: "" };
    case "blind":
      return { id, freshness: "blind", since: now - 42_000, observedAt: now - 42_000, detail };
    case "never":
      return { id, freshness: "blind", since: now - 90_000, detail };
    case "loading":
      return { id, freshness: "blind", since: now - 2000, detail: "not seen yet" };
    case "live":
    case "empty":
    case "fault":
    case "many":
    case "warning":
    case "critical":
    case "unknown":
    case "handled":
      return { id, freshness: "live", since: now - 3_600_000, observedAt: now - 1000, detail: "" };
  }
}

function frameIn(type: PanelType, variant: Variant, now: number): PanelFrame[] {
  if (withoutFrame.has(variant)) return [];
  const { draws } = panelTypes[type];
  const observedAt = stateIn(variant, now).observedAt ?? now;
  // A kind that the panel does not draw.
  const wrong = { kind: draws === "text" ? "events" : "text", text: "", events: [] };
  if (variant === "fault") return [{ panel: variant, seq: 1, observedAt, frame: wrong as PanelFrame["frame"] }];
  if (draws === "nothing") return [];
  return [{ panel: variant, seq: 1, observedAt, frame: galleryFrame(draws, variant, now) }];
}

function alarmsFor(type: PanelType, now: number): Alarm[] {
  if (type === "alarms") return galleryAlarms(now);
  // Of the states and quantities that the frames name; each of several series has its own.
  const handled = galleryAlarms(now).filter(({ source }) => source === "handled");
  return type === "series" ? handled.map(ofSeriesIn) : handled;
}

function ofSeriesIn(alarm: Alarm): Alarm {
  return { ...alarm, id: `${alarm.id} in`, name: `${alarm.name} in` };
}
