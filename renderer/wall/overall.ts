import type { Alarm, Freshness } from "../../server/protocol/messages.ts";
import type { LinkState } from "../link/link-state.ts";
import { formatAge, formatClock } from "../theme/format-time.ts";
import type { ShapeName } from "../theme/shape.tsx";
import { isFresh } from "./sight.ts";
import { counts, oldest, type Tally, tally } from "./tally.ts";

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
    unconfirmed(alarms) ??
    handled(alarms) ??
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
      ...counts(alarms, ["warning", "unknown", "acknowledged", "unconfirmed", "shelved", "muted"]),
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
  const also = counts(alarms, ["warning", "unknown", "acknowledged", "unconfirmed", "shelved", "muted"]);
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
      facts: [
        `unacknowledged for ${oldest(alarms.warning, now)}`,
        ...counts(alarms, ["unknown", "acknowledged", "unconfirmed", "shelved", "muted"]),
      ],
    };
  }
  if (alarms.unknown.length === 0) return undefined;
  return {
    tone: "unknown",
    shape: "blind",
    words: [`${alarms.unknown.length} UNKNOWN`],
    facts: [`for ${oldest(alarms.unknown, now)}`, ...counts(alarms, ["acknowledged", "shelved"])],
  };
}

function unconfirmed(alarms: Tally): Overall | undefined {
  const number = alarms.unconfirmed.length;
  if (number === 0) return undefined;
  const facts = ["being checked again", ...counts(alarms, ["acknowledged", "shelved", "muted"])];
  return { tone: "waiting", shape: "warning", words: [`${number} UNCONFIRMED`], facts };
}

function handled(alarms: Tally): Overall | undefined {
  const { acknowledged, shelved, muted } = alarms;
  const tone = "acknowledged";
  if (acknowledged.length > 0) {
    const facts = ["nothing unacknowledged", ...counts(alarms, ["shelved", "muted"])];
    return { tone, shape: "acknowledged", words: [`${acknowledged.length} ACKNOWLEDGED`], facts };
  }
  if (shelved.length > 0) {
    const facts = muted.length > 0 ? counts(alarms, ["muted"]) : ["nothing else is active"];
    return { tone, shape: "shelved", words: [`${shelved.length} SHELVED`], facts };
  }
  const [first] = muted;
  if (!first?.muted) return undefined;
  const { why, by } = first.muted;
  const facts = [why === "maintenance" ? `in maintenance: ${by}` : `behind ${by}`];
  return { tone, shape: "shelved", words: [`${muted.length} MUTED`], facts };
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
