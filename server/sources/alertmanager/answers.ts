import { thinRows } from "../../history/thin-rows.ts";
import { TimeSeries } from "../../history/time-series.ts";
import type { FrameOf, State } from "../../protocol/frames.ts";
import type { Query } from "../define.ts";
import type { Alert } from "./alert.ts";
import { type AlertBook, levelOf } from "./alert-book.ts";
import { alertMatcher, namesSilenced } from "./query.ts";
import type { Watchdog } from "./watchdog.ts";

const mostStates = 500;
const mostTrendRows = 120;
/** 12 h at one every 10 s. */
const historyLength = 4320;

/** One state for each alert, worst first, then the watchdog; where nothing fires, one that says so. */
export function statesFrame(book: AlertBook, watchdog: Watchdog | undefined, query: string | undefined) {
  if (!book.alerts) return undefined;
  const alerts = book.alerts.filter(({ severity }) => severity !== "none").filter(alertMatcher(query));
  const states = alerts.slice(0, mostStates).map(stateOf);
  const guard = watchdog?.state();
  if (guard) states.splice(placeOf(guard, states), 0, guard);
  return { kind: "states" as const, states: states.length > 0 ? states : [quiet(book)] };
}

/** Behind what is worse; a watchdog that fires stands last, and proves the quiet. */
function placeOf({ level }: State, states: State[]): number {
  if (level === "critical") return 0;
  const milder = states.findIndex((state) => state.level !== "critical");
  return level === "ok" || milder === -1 ? states.length : milder;
}

function stateOf(alert: Alert): State {
  const { id, name, summary, since } = alert;
  return { id, name, level: levelOf(alert), value: "", reason: summary, since };
}

function quiet({ events }: AlertBook): State {
  return {
    id: "quiet",
    name: "No alert",
    level: "ok",
    value: "",
    reason: "",
    since: events[0]?.event.at ?? Date.now(),
  };
}

export function eventsFrame({ events }: AlertBook, query: string | undefined): FrameOf<"events"> {
  const matches = alertMatcher(query);
  return { kind: "events", events: events.filter(({ alert }) => matches(alert)).map(({ event }) => event) };
}

/** How many alerts a query names; those that are silenced only where it says so. Keeps its own history. */
export class AlertCount {
  readonly #history = new TimeSeries(historyLength);
  readonly #book: AlertBook;
  readonly #query: Query;

  constructor(book: AlertBook, query: Query) {
    this.#book = book;
    this.#query = query;
  }

  /** To be called once per answer. */
  sample(): void {
    this.#history.add(Date.now(), this.#counted()?.length ?? null);
  }

  frame(): FrameOf<"stat"> | undefined {
    const counted = this.#counted();
    if (!counted) return undefined;
    const { text, lastMs } = this.#query;
    const { times, values } = this.#history.since(Date.now() - lastMs);
    const trend = thinRows({ times, columns: [values] }, { most: mostTrendRows, windowMs: lastMs }).columns[0] ?? [];
    const worst = counted.find(({ silence }) => !silence);
    const unit = counted.length === 1 ? "alert" : "alerts";
    return {
      kind: "stat",
      name: text ?? "active",
      value: counted.length,
      unit,
      level: worst ? levelOf(worst) : "ok",
      trend,
    };
  }

  #counted(): Alert[] | undefined {
    const { text } = this.#query;
    const matches = alertMatcher(namesSilenced(text) ? text : `active,${text ?? ""}`);
    return this.#book.alerts?.filter(({ severity }) => severity !== "none").filter(matches);
  }
}
