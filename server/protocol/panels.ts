import { z } from "zod";
import { durationText } from "./duration.ts";
import type { FrameKind } from "./frames.ts";

const number = z.number("must be a number");
const unit = z.string().max(12).optional();
/** The value at which a panel turns to warning and to critical; where `warn` is above `crit`, low values are the bad ones. */
const thresholds = { warn: number.optional(), crit: number.optional() };
const last = durationText("1m", "30d").default("10m");

/**
 * How much of a page a panel without a place of its own is given: a picture or list, one figure or a few words, or one
 * line across the page.
 */
export type Room = "large" | "small" | "strip";

/**
 * The registry of panel types: one line each, and one file `renderer/panels/TYPE.tsx`.
 * `draws` is the kind of frame that it takes from its source. `options` are its own keys in the configuration,
 * which reach the panel as they are written.
 * `room` is `large` where it is not told.
 */
export const panelTypes = {
  status: panelType({ draws: "states", options: {} }),
  series: panelType({
    draws: "series",
    options: { unit, ...thresholds, last, min: number.optional(), max: number.optional() },
  }),
  stat: panelType({ draws: "stat", room: "small", options: { unit, ...thresholds, last } }),
  events: panelType({ draws: "events", options: {} }),
  text: panelType({ draws: "text", room: "small", options: { text: z.string().max(2000).optional() } }),
};
export type PanelType = keyof typeof panelTypes;
export type PanelOptions<T extends PanelType> = z.infer<z.ZodObject<(typeof panelTypes)[T]["options"]>>;
export type DrawnBy<T extends PanelType> = (typeof panelTypes)[T]["draws"];

export const panelTypeNames = Object.keys(panelTypes).filter((name): name is PanelType => name in panelTypes);

function panelType<K extends FrameKind, O extends z.ZodRawShape>(type: { draws: K; options: O; room?: Room }) {
  return { room: "large" as Room, ...type };
}
