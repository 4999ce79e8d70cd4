import { z } from "zod";
import { duration } from "../protocol/duration.ts";
import { type PanelType, panelTypeNames, panelTypes } from "../protocol/panels.ts";
import { grid } from "../protocol/wall.ts";
import { oneOf, show } from "./issue-words.ts";
import { length } from "./length.ts";
import { secret } from "./secret.ts";
import { timeZone } from "./time-zone.ts";

const path = z.string().min(1).max(4096);

const hostName = z.string().refine((text) => /^[\w.-]+$/.test(text) || /^\[[\da-fA-F:.]+\]$/.test(text), {
  error: ({ input }) =>
    `must be a host name as a browser shows it, without scheme, port or path, like "noc.example", not ${show(input)}`,
});

const store = z.literal("memory", {
  error: ({ input }) =>
    input === "redis" || input === "postgres"
      ? `${input} is not available yet; write memory`
      : `must be memory, not ${show(input)}`,
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
  display: z.strictObject({ diagonal: length("10cm", "20m"), distance: length("30cm", "100m") }).optional(),
  time_zones: z.array(timeZone).max(6).default(["UTC"]),
  sessions: z
    .strictObject({ store: store.default("memory"), max_age: duration("1m", "365d").prefault("24h") })
    .prefault({}),
  server: server.prefault({}),
  sources: z.unknown().optional(),
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
  const source = z.string("must name one of the sources");
  return z.strictObject({
    type: z.literal(type),
    title: z.string().max(80).optional(),
    // A text panel may say its own words instead.
    source: type === "text" ? source.optional() : source,
    query: z.string().min(1).max(4000).optional(),
    /** Without it the page finds a place. */
    at: at.optional(),
    ...panelTypes[type].options,
  });
}

function cells(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.int(message).min(least, message).max(most, message);
}
