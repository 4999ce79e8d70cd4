import { z } from "zod";
import { hours } from "./hours.ts";
import { type PanelOptions, type PanelType, panelTypeNames, panelTypes } from "./panels.ts";

export const grid = { columns: 12, rows: 8 };

/** x, y, width, height in cells of the grid. */
export const place = z.tuple([z.int().min(0), z.int().min(0), z.int().min(1), z.int().min(1)]);
export type Place = z.infer<typeof place>;

export type PanelOf<T extends PanelType> = {
  /** Says what it shows and stays the same over changes of the configuration that leave it alone. */
  id: string;
  type: T;
  title: string;
  at: Place;
  source?: string | undefined;
  /** The alarm that its limits raise; of several series, the beginning of theirs, before a space and the name. */
  alarm?: string | undefined;
  options: PanelOptions<T>;
};
export type Panel = { [T in PanelType]: PanelOf<T> }[PanelType];

const common = {
  id: z.string(),
  title: z.string(),
  at: place,
  source: z.string().optional(),
  alarm: z.string().optional(),
};
const panelSchemas = panelTypeNames.map((type) =>
  z.object({ ...common, type: z.literal(type), options: z.object(panelTypes[type].options) }),
);
// zod cannot see that the schemas, made in a loop, are the members of the union `Panel`: wall.test.ts holds them to it.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
export const panel = z.union(panelSchemas) as unknown as z.ZodType<Panel>;

export const page = z.object({
  title: z.string(),
  seconds: z.number().positive(),
  /** Which of several screens show it, counted from 1; all of them where it does not say. */
  screens: z.array(z.int().min(1)).optional(),
  panels: z.array(panel),
});
export type Page = z.infer<typeof page>;

export const source = z.object({
  id: z.string(),
  type: z.string(),
  cadenceMs: z.number().positive(),
  /** Its values are made up: the wall marks it, and it proves nothing. */
  simulated: z.boolean(),
});
export type Source = z.infer<typeof source>;

/** What is wrong with the configuration file; the last good wall stays on screen. */
export const fault = z.object({
  file: z.string(),
  line: z.int().optional(),
  column: z.int().optional(),
  message: z.string(),
  /** Faults besides this one. */
  more: z.int().min(0),
});
export type Fault = z.infer<typeof fault>;

/** What protects the screen. What is open, and a wall that cannot see, override it at once. */
export const screenPlan = z.object({
  orbit: z.boolean(),
  /** `level`: the share of the brightness by day. */
  dim: hours.extend({ level: z.number().min(0).max(1) }).optional(),
  off: hours.optional(),
});
export type ScreenPlan = z.infer<typeof screenPlan>;

export const soundPlan = z.object({
  enabled: z.boolean(),
  /** 0 to 1. */
  volume: z.number().min(0).max(1),
  warnings: z.boolean(),
  /** `criticals`: they sound all the same. */
  quietHours: hours.extend({ criticals: z.boolean() }).optional(),
  /** Minutes after midnight, where the wall hangs. */
  selfTest: z.int().min(0).max(1439).optional(),
});
export type SoundPlan = z.infer<typeof soundPlan>;

export const wall = z.object({
  title: z.string(),
  /** A path on this server, only when one is configured. */
  logo: z.string().optional(),
  /** The built-in wall, shown because no configuration was found. */
  demo: z.boolean(),
  timeZones: z.array(z.string()),
  /** Decides the smallest type: 16 arc minutes at this distance. Without it the smallest type is 1.7 % of the height. */
  display: z.object({ diagonalMm: z.number().positive(), distanceMm: z.number().positive() }).optional(),
  screen: screenPlan.optional(),
  sound: soundPlan.optional(),
  /** Brings up the operator's overlay: "Ctrl+Alt+U", see chord.ts. */
  unlockKey: z.string().optional(),
  sources: z.array(source),
  pages: z.array(page),
  fault: fault.optional(),
  /** An update was taken back: words for the room, longest first. */
  update: z.array(z.string()).optional(),
});
export type Wall = z.infer<typeof wall>;
