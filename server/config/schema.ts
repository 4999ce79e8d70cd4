import { z } from "zod";
import { type PanelType, panelTypeNames, panelTypes } from "../protocol/panels.ts";
import { grid } from "../protocol/wall.ts";
import { alarmSettings } from "./alarm-schema.ts";
import { heartbeat } from "./heartbeat.ts";
import { oneOf, show } from "./issue-words.ts";
import { kiosk } from "./kiosk.ts";
import { display } from "./screen.ts";
import { secret } from "./secret.ts";
import { sessionSettings } from "./session-settings.ts";
import { sound } from "./sound.ts";
import { timeZone } from "./time-zone.ts";
import { updates } from "./updates.ts";

const path = z.string().min(1).max(4096);

/** The port is that of a proxy; without one it is the port listened on. */
const hostName = z.string().refine((text) => /^([\w.-]+|\[[\da-fA-F:.]+\])(:\d{1,5})?$/.test(text), {
  error: ({ input }) =>
    `must be a host name as a browser shows it, without scheme or path, like "noc.example" or "noc.example:8443", not ${show(input)}`,
});

const server = z.strictObject({
  host: z.string().min(1).default("127.0.0.1"),
  /** 0 takes a free one. */
  port: z.int().min(0).max(65_535).optional(),
  /** Further names by which browsers reach this server. */
  hosts: z.array(hostName).max(50).default([]),
  tls: z.strictObject({ certificate: path, key: secret }).optional(),
  metrics_token: secret.optional(),
});

/** The file without what stands below `sources` and `pages`: those are read entry by entry, so that every fault is found. */
export const settings = z.strictObject({
  title: z.string().min(1).max(60).default("Nocturne"),
  logo: path.optional(),
  display: display.prefault({}),
  sound: sound.prefault({}),
  time_zones: z.array(timeZone).max(6).default(["UTC"]),
  sessions: sessionSettings.prefault({}),
  server: server.prefault({}),
  /** Files of authorities in PEM form that are trusted beside the usual ones. */
  certificate_authorities: z.array(path, "must be a list of PEM files, like [./noc-ca.pem]").max(20).default([]),
  kiosk: kiosk.prefault({}),
  heartbeat: heartbeat.optional(),
  updates: updates.optional(),
  sources: z.unknown().optional(),
  alarms: alarmSettings.prefault({}),
  pages: z.unknown().optional(),
});

/** A source's id stands in alarm ids, in panel ids and in URLs. */
export const sourceId = z.string().regex(/^[A-Za-z0-9][\w.-]{0,59}$/, {
  error: ({ input }) =>
    `a source's id must be at most 60 letters, digits, ".", "_" and "-", and begin with a letter or digit, not ${show(input)}`,
});

const screenWords = "must be the number of a screen from 1 to 16";
const screen = z.int(screenWords).min(1, screenWords).max(16, screenWords);

export const page = z.strictObject({
  title: z.string().min(1).max(60).optional(),
  /** How long it stays before the next one. */
  seconds: z.number().min(5).max(3600).default(30),
  /** Where the wall has several screens: which of them show it. */
  screens: z
    .array(screen, "must be a list of screens, like [1, 2]")
    .min(1, "must name at least one screen")
    .max(16)
    .optional(),
  panels: z.array(z.unknown(), "must be a list of panels").min(1, "must have at least one panel").max(96),
});
export const pagesList = z.array(z.unknown(), "must be a list of pages").min(1, "must have at least one page").max(50);

/** x, y, width, height in cells of the grid. */
export const at = z
  .tuple(
    [cells(0, grid.columns - 1), cells(0, grid.rows - 1), cells(1, grid.columns), cells(1, grid.rows)],
    `must be [x, y, width, height] in cells of the ${grid.columns} × ${grid.rows} grid, like [0, 0, 6, 4]; without it the panel is placed automatically`,
  )
  .superRefine(([x, y, width, height], context) => {
    const beyond = (message: string) => context.addIssue({ code: "custom", message, path: [] });
    if (x + width > grid.columns) beyond(`must end at column ${grid.columns}, not at x ${x} + width ${width}`);
    if (y + height > grid.rows) beyond(`must end at row ${grid.rows}, not at y ${y} + height ${height}`);
  });

export const panelType = z.enum(panelTypeNames, { error: ({ input }) => oneOf(panelTypeNames, input) });

/** One panel as it is written: the keys of all panels and the options of its type. */
export function panelOf(type: PanelType) {
  const { source, draws } = panelTypes[type];
  const options: z.ZodRawShape = panelTypes[type].options;
  return z.strictObject({
    type: z.literal(type),
    title: z.string().max(80).optional(),
    source: sourceKeys[typeof source === "string" ? source : "optional"],
    query: draws === "nothing" ? notAsked : query,
    /** Without it the page finds a place. */
    at: at.optional(),
    ...options,
    ...stricter[type],
  });
}

/** Where the file may hold less than a wall puts up with: another machine's tables may not know a time zone of ours. */
const stricter: Partial<Record<PanelType, z.ZodRawShape>> = {
  clock: { zones: z.array(timeZone).min(1).max(12).optional() },
};

const query = z.string().min(1).max(4000).optional();
const notAsked = z.never("must not be given: this type of panel asks nothing; leave it out").optional();
const sourceName = z.string("must name one of the sources");
const sourceKeys = {
  required: sourceName,
  optional: sourceName.optional(),
  none: z.never("must not be given: this type of panel draws by itself; leave it out").optional(),
};

function cells(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.int(message).min(least, message).max(most, message);
}
