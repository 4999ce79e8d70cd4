import { z } from "zod";
import { durationText } from "./duration.ts";
import { type FrameKind, level } from "./frames.ts";

const number = z.number("must be a number");
const unit = z.string().max(12).optional();
/** The value at which a panel turns to warning and to critical; where `warn` is above `crit`, low values are the bad ones. */
const thresholds = { warn: number.optional(), crit: number.optional() };
const last = durationText("1m", "30d").default("10m");

/** Whether a panel names a source: it must, may, may not; or it must unless it has the option `or` instead. */
export type SourceRule = "required" | "optional" | "none" | { or: string };

/**
 * How much of a page a panel without a place of its own is given: a picture or list, one figure or a few words, or one
 * line across the page.
 */
export type Room = "large" | "small" | "strip";

interface PanelTypeOf<K extends FrameKind | "nothing", O extends z.ZodRawShape> {
  /** The kind of frame that it takes from its source; nothing, where it draws what the wall itself knows. */
  draws: K;
  source: SourceRule;
  /** `large` where it is not told. */
  room?: Room;
  /** Where neither the file nor query and source give it a title. */
  title?: string;
  /** Its own keys in the configuration, which reach the panel as they are written. */
  options: O;
}

/** The registry of panel types: one line each, and one file `renderer/panels/TYPE.tsx`. */
export const panelTypes = {
  status: panelType({ draws: "states", source: "required", options: {} }),
  alarms: panelType({
    draws: "nothing",
    source: "optional",
    title: "Alarms",
    options: {
      /** The least severe that it lists, where warning is above unknown. */
      severity: level.exclude(["ok"]).default("unknown"),
      /** Alarms that share the values of these labels, and stand alike, are told in one row. */
      group_by: z.array(z.string().min(1).max(100)).max(8).default([]),
    },
  }),
  series: panelType({
    draws: "series",
    source: "required",
    options: { unit, ...thresholds, last, min: number.optional(), max: number.optional() },
  }),
  stat: panelType({ draws: "stat", source: "required", room: "small", options: { unit, ...thresholds, last } }),
  gauge: panelType({
    draws: "stat",
    source: "required",
    room: "small",
    options: { unit, ...thresholds, min: number.default(0), max: number.default(100) },
  }),
  ranking: panelType({
    draws: "ranking",
    source: "required",
    /** At most so many are shown; as many as fit, where it is not given. */
    options: { unit, last, top: z.int("must be a whole number").min(1).max(100).optional() },
  }),
  uptime: panelType({ draws: "uptime", source: "required", options: {} }),
  events: panelType({ draws: "events", source: "required", options: {} }),
  ticker: panelType({ draws: "events", source: "required", room: "strip", options: {} }),
  text: panelType({
    draws: "text",
    source: { or: "text" },
    room: "small",
    options: { text: z.string().max(2000).optional() },
  }),
  clock: panelType({
    draws: "nothing",
    source: "none",
    room: "small",
    /** Time zones of the IANA list; where the wall hangs, if none is given. */
    options: { zones: z.array(z.string().max(60)).max(12).default([]), seconds: z.boolean().default(true) },
  }),
  image: panelType({
    draws: "nothing",
    source: "none",
    /** In the file the path of a picture, on the wall where this server has it. */
    options: { image: z.string().min(1).max(4096) },
  }),
};
export type PanelType = keyof typeof panelTypes;
export type PanelOptions<T extends PanelType> = z.infer<z.ZodObject<(typeof panelTypes)[T]["options"]>>;
export type DrawnBy<T extends PanelType> = (typeof panelTypes)[T]["draws"];

export const panelTypeNames = Object.keys(panelTypes).filter((name): name is PanelType => name in panelTypes);

function panelType<K extends FrameKind | "nothing", O extends z.ZodRawShape>(type: PanelTypeOf<K, O>) {
  return { ...type, room: type.room ?? "large" };
}
