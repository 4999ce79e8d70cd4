import { z } from "zod";
import type { SourceType } from "../sources/define.ts";
import type { ConfigSource } from "./config.ts";
import type { FaultList } from "./faults.ts";
import { isRecord } from "./is-record.ts";
import { oneOf, show } from "./issue-words.ts";
import { sourceId } from "./schema.ts";

export type SourceTypes = Readonly<Record<string, SourceType>>;

/** By id, in file order. A source with faults of its own is undefined: panels may name it, and cannot be checked further. */
export type SourceBook = Map<string, ConfigSource | undefined>;

const most = 200;

interface SourceReading {
  types: SourceTypes;
  faults: FaultList;
  /** Where relative paths in the options start. */
  folder: string;
}

export function readSources(value: unknown, reading: SourceReading): SourceBook {
  const { faults } = reading;
  const book: SourceBook = new Map();
  if (value === undefined) return book;
  if (!isRecord(value)) {
    faults.add(["sources"], `must be a map from each source's id to its type and options, not ${show(value)}`);
    return book;
  }
  const entries = Object.entries(value);
  if (entries.length > most) faults.add(["sources"], `must have at most ${most} sources`);
  for (const [id, entry] of entries.slice(0, most)) {
    faults.read(sourceId, id, ["sources", id]);
    book.set(id, readSource(id, entry, reading));
  }
  return book;
}

function readSource(id: string, entry: unknown, { types, faults, folder }: SourceReading): ConfigSource | undefined {
  const path = ["sources", id];
  const names = Object.keys(types);
  const envelope = z.looseObject(
    { type: z.enum(names, { error: ({ input }) => oneOf(names, input) }) },
    `must be a map with the source's type (${names.join(", ")}) and its options`,
  );
  const read = faults.read(envelope, entry, path);
  const type = read && types[read.type];
  if (!type) return undefined;
  const { type: name, ...options } = read;
  if (faults.read(type.options, options, path) === undefined) return undefined;
  return { id, type: name, options, configured: type.configure(options, folder), simulated: type.simulated };
}
