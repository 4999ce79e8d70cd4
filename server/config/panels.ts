import { alarmId } from "../alarms/alarm-id.ts";
import { thresholdIdentity } from "../alarms/thresholds.ts";
import { parseDuration } from "../protocol/duration.ts";
import { type PanelType, panelTypes, type SourceRule } from "../protocol/panels.ts";
import { type Place, panel as panelSchema } from "../protocol/wall.ts";
import type { ConfigPanel } from "./config.ts";
import type { FaultList } from "./faults.ts";
import { isRecord } from "./is-record.ts";
import type { Path } from "./issue-words.ts";
import { didYouMean } from "./nearest.ts";
import type { panelNamer } from "./panel-id.ts";
import { type panelOf, panelType } from "./schema.ts";
import type { SourceBook } from "./sources.ts";

export interface PanelContext {
  sources: SourceBook;
  faults: FaultList;
  nameOf: ReturnType<typeof panelNamer>;
  schemas: ReadonlyMap<PanelType, ReturnType<typeof panelOf>>;
}

/** For panels that have no `last` of their own. */
const usualLookBack = "10m";

interface PanelEntry {
  entry: unknown;
  path: Path;
  /** On the page's grid; undefined where it has no room, which is a fault of its own. */
  place: Place | undefined;
}

/** Reads one panel and holds it against its source. Each check runs though others failed, on what can be read. */
export function readPanel({ entry, path, place }: PanelEntry, context: PanelContext): ConfigPanel | undefined {
  const { faults, nameOf, schemas } = context;
  if (!isRecord(entry)) {
    faults.add(path, "must be a map, like { type: status, source: edge }");
    return undefined;
  }
  const type = faults.read(panelType, entry["type"], [...path, "type"]);
  checkSource({ type, entry, path }, context);
  const schema = type && schemas.get(type);
  const read = schema && faults.read(schema, entry, path);
  if (read === undefined || place === undefined) return undefined;

  const { type: name, title, source, query, at: _, ...options } = read;
  const id = nameOf(name, source, query);
  const panel = panelSchema.parse({
    id,
    type: name,
    title: title ?? query ?? panelTypes[name].title ?? source ?? "",
    at: place,
    source,
    ...("warn" in options || "crit" in options ? { alarm: alarmId(source ?? "", thresholdIdentity(query)) } : {}),
    options,
  });
  return { panel, query: { text: query, lastMs: lookBackMs(panel.options) } };
}

interface Written {
  type: PanelType | undefined;
  entry: Record<string, unknown>;
  path: Path;
}

/** The source exists, and can answer this panel's query with what the panel draws. */
function checkSource({ type, entry, path }: Written, { sources, faults }: PanelContext): void {
  const { source: id, query } = entry;
  if (type) checkInstead(panelTypes[type].source, { entry, path }, faults);
  if (typeof id !== "string") return;
  if (!sources.has(id)) {
    const ids = [...sources.keys()];
    const known = ids.length > 0 ? `the sources are ${ids.join(", ")}` : "the file has no sources";
    faults.add([...path, "source"], `there is no source "${id}"${didYouMean(id, ids) || ";"} ${known}`);
  }
  const source = sources.get(id)?.configured;
  const draws = type && panelTypes[type].draws;
  if (!draws || draws === "nothing" || !source || (query !== undefined && typeof query !== "string")) return;
  const fault = source.queryFault(draws, query);
  if (fault === undefined) return;
  const ofQuery = query !== undefined || fault.startsWith("must ");
  faults.add(ofQuery ? [...path, "query"] : path, fault);
}

/** One that may have an option in place of its source has one of the two, and asks nothing without a source. */
function checkInstead(rule: SourceRule, { entry, path }: Omit<Written, "type">, faults: FaultList): void {
  if (typeof rule === "string") return;
  const { [rule.or]: own, source, query } = entry;
  if (source === undefined && own === undefined)
    faults.add(path, `must have either ${rule.or} of its own or a source to ask for it`);
  if (source !== undefined && own !== undefined)
    faults.add([...path, rule.or], "must not stand beside source; keep one of them");
  if (source === undefined && query !== undefined)
    faults.add([...path, "query"], "must not stand without source; name the one that it asks");
}

function lookBackMs(options: object): number {
  const last: unknown = "last" in options ? options.last : undefined;
  return parseDuration(typeof last === "string" ? last : usualLookBack) ?? 0;
}
