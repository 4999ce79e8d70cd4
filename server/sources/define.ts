import type { Logger } from "pino";
import type { z } from "zod";
import type { Lifetime } from "../lifetime.ts";
import type { FrameKind, FrameOf } from "../protocol/frames.ts";
import type { Severity, SourceState } from "../protocol/messages.ts";

/** Something wrong that a source sees now. It is an alarm until the source no longer names it. */
export interface Condition {
  /** Stable, unique within the source, and the id of the state it belongs to. */
  identity: string;
  name: string;
  severity: Severity;
  /** What is wrong, in words for the wall: "no answer within 5 s". */
  summary: string;
  labels: Record<string, string>;
  /** A silence of the remote system: who set it, and when it ends in epoch milliseconds. */
  shelved?: { by: string; until: number } | undefined;
  /** How often it was looked at so far. Without it, each cadence in which the source observes is one look. */
  checks?: number | undefined;
}

/** What a source can tell of what it has heard, besides what is wrong. */
export interface Heard {
  /** Of the other end's clock, as a Date header tells it. */
  skew?: SourceState["skew"];
  /**
   * When the newest of the data was made, epoch milliseconds on the other end's clock. While it stays the same the
   * source ages, though it answers. To be told only of data that is made anew in each cadence.
   */
  newestAt?: number;
}

/** Where a source goes over the network. */
export interface Remote {
  host: string;
  /** Of a TCP connection; undefined where there is none to make: a ping, or a question over UDP. */
  port: number | undefined;
  /** With `ca`, the file of the authorities that are trusted instead of the machine's. */
  tls: { ca: string | undefined } | undefined;
  /** The source is blind without it. What is only watched may well be down: the wall is there to say so. */
  essential: boolean;
}

/** What one panel asks of a source. */
export interface Query {
  /** The panel's `query`, in the source's own language. */
  text: string | undefined;
  /** How far back a series or a trend reaches. */
  lastMs: number;
}

/**
 * The newest answer to a query; undefined while there is none. Called when the source has observed something.
 * An ExpectedError says why this query has no answer though the source sees: the panel shows its words.
 */
export type View<K extends FrameKind = FrameKind> = () => FrameOf<K> | undefined;

/** Opens a view. What keeps it up to date (a poll of a remote system) belongs to the lifetime given. */
type OpenView<K extends FrameKind> = (query: Query, lifetime: Lifetime) => View<K>;
export type Answers = { [K in FrameKind]?: OpenView<K> };

export interface SourceContext {
  id: string;
  log: Logger;
  lifetime: Lifetime;
  /** Where this server listens: `http://127.0.0.1:7400`. */
  serverUrl: string;
  /** Where relative paths in the options start: the configuration's own. */
  folder: string;
  /** The source has heard from what it watches: it is fresh, its views have changed, and these are all its conditions. */
  observed(conditions?: Condition[], heard?: Heard): void;
  /** The source cannot see, and why, in plain words. It stays so until the next `observed`. */
  failing(reason: string): void;
}

export interface SourceDefinition<Options> {
  /** The source's own keys in the configuration, all but `type`. */
  options: z.ZodType<Options>;
  simulated?: boolean;
  /** How often `observed` is called when all is well. */
  cadenceMs(options: Options): number;
  /** What is wrong with a panel's query and what would be right; undefined if nothing. `kind` is what the panel draws. */
  queryFault(kind: FrameKind, query: string | undefined, options: Options): string | undefined;
  /** The identities of all conditions that it can raise; undefined where only the running source can know. */
  identities?(options: Options): string[] | undefined;
  /** Where it goes, as far as the options tell: the technician's acceptance test tries it. */
  remotes?(options: Options, folder: string): Remote[];
  start(options: Options, context: SourceContext): Answers;
}

/** A source type whose options are known only to itself: it reads them, then can be asked and started. */
export interface SourceType {
  options: z.ZodType;
  simulated: boolean;
  /** @param folder where relative paths in the options start */
  configure(options: unknown, folder: string): ConfiguredSource;
}

export interface ConfiguredSource {
  cadenceMs: number;
  queryFault(kind: FrameKind, query: string | undefined): string | undefined;
  identities(): string[] | undefined;
  remotes(): Remote[];
  start(context: Omit<SourceContext, "folder">): Answers;
}

/** Declares a source type, to be named in `sources/index.ts`. */
export function defineSource<Options>(definition: SourceDefinition<Options>): SourceType {
  return {
    options: definition.options,
    simulated: definition.simulated ?? false,
    configure(input, folder) {
      const options = definition.options.parse(input);
      return {
        cadenceMs: definition.cadenceMs(options),
        queryFault: (kind, query) => definition.queryFault(kind, query, options),
        identities: () => definition.identities?.(options),
        remotes: () => definition.remotes?.(options, folder) ?? [],
        start: (context) => definition.start(options, { ...context, folder }),
      };
    },
  };
}
