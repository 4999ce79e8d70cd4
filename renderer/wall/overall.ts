import type { Alarm, Freshness } from "../../server/protocol/messages.ts";
import type { LinkState } from "../link/link-state.ts";
import { formatAge, formatClock } from "../theme/format-time.ts";
import type { ShapeName } from "../theme/shape.tsx";
import { isFresh } from "./sight.ts";
import { counts, mutedWords, oldest, type Tally, tally } from "./tally.ts";

/** One source as the wall sees it. Durations in milliseconds, on the monotonic clock. */
export interface WatchedSource {
  id: string;
  simulated: boolean;
  cadenceMs: number;
  freshness: Freshness;
  /** How long its freshness has been so. */
  forMs: number;
  /** How long ago it last observed something; undefined if it never did. */
  seenAgoMs: number | undefined;
}

export interface Situation {
  link: LinkState;
  sources: readonly WatchedSource[];
  alarms: readonly Alarm[];
  /** The server's clock, epoch milliseconds. */
  now: number;
}

export type Tone = "clear" | "waiting" | "acknowledged" | "unknown" | "warning" | "blind" | "critical";

/** The answer in the header: one state, one shape, one word, and the proof beside it. */
export interface Overall {
  tone: Tone;
  shape: ShapeName;
  /** The same thing said at length and shorter, for a narrow screen. */
  words: string[];
  /** Most important first. */
  facts: string[];
}

/** What asks for nobody, most important first. */
const calm = ["acknowledged", "muted", "shelved"] as const;
const quieter = ["unconfirmed", "flapping", ...calm] as const;

/** Reads the situation from the worst down. ALL CLEAR is what is left when nothing at all speaks against it. */
export function overall(situation: Situation): Overall {
  // What is simulated is marked where it is shown. It proves nothing and alarms nobody.
  const sources = situation.sources.filter(({ simulated }) => !simulated);
  const simulated = new Set(situation.sources.filter((one) => one.simulated).map(({ id }) => id));
  const alarms = tally(situation.alarms.filter(({ source }) => !simulated.has(source)));
  return (
    noSignal(situation.link) ??
    critical(alarms, sources, situation.now) ??
    cannotSee(sources, alarms) ??
    unacknowledged(alarms, situation.now) ??
    unconfirmed(alarms, situation.now) ??
    handled(alarms) ??
    muted(alarms) ??
    waiting(sources) ??
    clear(sources)
  );
}

function noSignal(link: LinkState): Overall | undefined {
  const since = "since" in link && link.since !== undefined ? ` since ${formatClock(link.since)}` : "";
  const state = { tone: "blind", shape: "blind" } as const;
  switch (link.kind) {
    case "live":
      return undefined;
    case "connecting":
      return { ...state, words: ["CONNECTING"], facts: ["nothing has been seen yet"] };
    case "lost":
      return { ...state, words: [`NO SIGNAL${since}`, "NO SIGNAL"], facts: [] };
    case "signed-out":
      return { ...state, words: [`SIGNED OUT${since}`, "SIGNED OUT"], facts: [] };
    case "refused":
      return { ...state, words: [`NO SIGNAL${since}`, "NO SIGNAL"], facts: [] };
  }
}

function critical(alarms: Tally, sources: WatchedSource[], now: number): Overall | undefined {
  if (alarms.critical.length === 0) return undefined;
  return {
    tone: "critical",
    shape: "critical",
    words: [`${alarms.critical.length} CRITICAL`],
    facts: [
      `unacknowledged for ${oldest(alarms.critical, now)}`,
      ...cannotSeeWords(sources.filter(isUnseen)),
      ...counts(alarms, ["warning", "unknown", ...quieter]),
    ],
  };
}

function cannotSee(sources: WatchedSource[], alarms: Tally): Overall | undefined {
  const unseen = sources.filter(isUnseen);
  const [first] = unseen;
  if (!first) return undefined;
  const gone = unseen.filter((source) => !isNew(source));
  const verb = gone.length > 0 ? "CANNOT SEE" : "NOT YET SEEN";
  const subjects = gone.length > 0 ? gone : unseen;
  const number = `${verb} ${subjects.length} ${subjects.length === 1 ? "SOURCE" : "SOURCES"}`;
  const forMs = Math.max(...subjects.map(blindForMs));
  const also = counts(alarms, ["warning", "unknown", ...quieter]);
  return {
    tone: "blind",
    shape: "blind",
    words: [
      ...(subjects.length === 1 ? [`${verb} ${subjects[0]?.id ?? first.id}`] : []),
      number,
      `${verb} ${subjects.length}`,
    ],
    facts: [`for ${formatAge(forMs)}`, proof(sources), ...also],
  };
}

function unacknowledged(alarms: Tally, now: number): Overall | undefined {
  if (alarms.warning.length > 0) {
    return {
      tone: "warning",
      shape: "warning",
      words: [alarms.warning.length === 1 ? "1 WARNING" : `${alarms.warning.length} WARNINGS`],
      facts: [`unacknowledged for ${oldest(alarms.warning, now)}`, ...counts(alarms, ["unknown", ...quieter])],
    };
  }
  if (alarms.unknown.length === 0) return undefined;
  return {
    tone: "unknown",
    shape: "blind",
    words: [`${alarms.unknown.length} UNKNOWN`],
    facts: [`for ${oldest(alarms.unknown, now)}`, ...counts(alarms, quieter)],
  };
}

/** Nobody needs to come yet, and nobody can say that all is well. */
function unconfirmed(alarms: Tally, now: number): Overall | undefined {
  const { length } = alarms.unconfirmed;
  if (length === 0) return undefined;
  const names = length === 1 ? alarms.unconfirmed.map(({ name }) => name) : [];
  return {
    tone: "waiting",
    shape: "soft",
    words: [`${length} UNCONFIRMED`],
    facts: [`first seen ${oldest(alarms.unconfirmed, now)} ago`, ...names, ...counts(alarms, calm)],
  };
}

function handled(alarms: Tally): Overall | undefined {
  const { acknowledged, shelved, muted } = alarms;
  if (acknowledged.length > 0) {
    const facts = ["nothing unacknowledged", ...counts(alarms, ["muted", "shelved"])];
    return { tone: "acknowledged", shape: "acknowledged", words: [`${acknowledged.length} ACKNOWLEDGED`], facts };
  }
  if (shelved.length === 0) return undefined;
  return {
    tone: "acknowledged",
    shape: "shelved",
    words: [`${shelved.length} SHELVED`],
    facts: muted.length > 0 ? mutedWords(muted) : ["nothing else is active"],
  };
}

/** What is behind another has it beside it; alone are those in maintenance, and what is behind them. */
function muted({ muted }: Tally): Overall | undefined {
  const { length } = muted;
  if (length === 0) return undefined;
  const titles = new Set(muted.flatMap(({ muted }) => (muted?.why === "maintenance" ? muted.by : [])));
  const behind = mutedWords(muted.filter((one) => one.muted?.why === "dependency"));
  return {
    tone: "acknowledged",
    shape: "muted",
    words: [...(behind.length > 0 ? [] : [`${length} IN MAINTENANCE`]), `${length} MUTED`],
    facts: [...titles, ...behind, "nothing else is active"],
  };
}

function waiting(sources: WatchedSource[]): Overall | undefined {
  const late = sources.filter(({ freshness }) => freshness === "ageing");
  const [first] = late;
  if (!first) return undefined;
  const number = `WAITING FOR ${late.length} SOURCES`;
  return {
    tone: "waiting",
    shape: "blind",
    words: late.length === 1 ? [`WAITING FOR ${first.id}`, "WAITING"] : [number],
    facts: [`last seen ${formatAge(first.seenAgoMs ?? 0)} ago`, proof(sources)],
  };
}

function clear(sources: WatchedSource[]): Overall {
  if (sources.length === 0) {
    return { tone: "blind", shape: "blind", words: ["NOTHING WATCHED"], facts: ["no real source is configured"] };
  }
  const oldestMs = Math.max(...sources.map(({ seenAgoMs }) => seenAgoMs ?? 0));
  return { tone: "clear", shape: "ok", words: ["ALL CLEAR"], facts: [proof(sources), `${formatAge(oldestMs)} ago`] };
}

function isUnseen({ freshness }: WatchedSource): boolean {
  return freshness === "stale" || freshness === "blind";
}

function isNew({ seenAgoMs, forMs, cadenceMs }: WatchedSource): boolean {
  return isFresh({ everSeen: seenAgoMs !== undefined, forMs, cadenceMs });
}

/** Since its last observation, which is when it went out of sight; a source never seen has been so since its start. */
function blindForMs({ seenAgoMs, forMs }: WatchedSource): number {
  return seenAgoMs ?? forMs;
}

function cannotSeeWords(unseen: WatchedSource[]): string[] {
  const [first] = unseen;
  if (!first) return [];
  return [unseen.length === 1 ? `cannot see ${first.id}` : `cannot see ${unseen.length} sources`];
}

function proof(sources: WatchedSource[]): string {
  const proven = sources.filter(({ freshness }) => freshness === "live").length;
  return `${proven} of ${sources.length} ${sources.length === 1 ? "source" : "sources"} proven`;
}
