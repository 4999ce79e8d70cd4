import type { FrameOf, Level } from "../../protocol/frames.ts";
import type { Condition } from "../define.ts";
import { spokenDuration } from "../plain-words.ts";
import type { Alert } from "./alert.ts";

const mostEvents = 100;
/** More alarms than anybody reads; the worst are named, and one stands for the others. */
const mostConditions = 500;

type Event = FrameOf<"events">["events"][number];

interface AlertEvent {
  event: Event;
  alert: Alert;
}

/** What fires now, as Alertmanager last told it, and what came and went. */
export class AlertBook {
  #alerts: Alert[] | undefined;
  #events: AlertEvent[] = [];
  #eventCount = 0;

  /** Worst first, those that are silenced last. Undefined until it was first told. */
  get alerts(): Alert[] | undefined {
    return this.#alerts;
  }

  /** Newest first. */
  get events(): AlertEvent[] {
    return this.#events;
  }

  /** Takes all that fires now, in place of what fired before. */
  take(alerts: Alert[]): void {
    const before = new Map((this.#alerts ?? []).map((alert) => [alert.id, alert]));
    const now = new Set(alerts.map(({ id }) => id));
    for (const alert of alerts) {
      if (!before.has(alert.id)) this.#note(alert, { at: alert.since, level: levelOf(alert), text: alert.summary });
    }
    for (const alert of before.values()) {
      const text = `over after ${spokenDuration(Date.now() - alert.since)}`;
      if (!now.has(alert.id)) this.#note(alert, { at: Date.now(), level: "ok", text });
    }
    this.#events = this.#events.toSorted((a, b) => b.event.at - a.event.at).slice(0, mostEvents);
    this.#alerts = alerts;
  }

  conditions(): Condition[] {
    const named = (this.#alerts ?? []).flatMap(({ id, name, severity, summary, labels, silence }): Condition[] =>
      severity === "none" ? [] : [{ identity: id, name, severity, summary, labels, shelved: silence }],
    );
    const rest = named.slice(mostConditions);
    const [worst] = rest;
    if (!worst) return named;
    const summary = `only the worst ${mostConditions} are listed here`;
    const more = { ...worst, identity: "more", name: `${rest.length} more alerts`, summary, labels: {} };
    return [...named.slice(0, mostConditions), more];
  }

  #note(alert: Alert, event: Pick<Event, "at" | "level" | "text">): void {
    this.#eventCount += 1;
    this.#events.push({ alert, event: { id: String(this.#eventCount), subject: alert.name, ...event } });
  }
}

export function levelOf({ severity }: Pick<Alert, "severity">): Level {
  return severity === "none" ? "ok" : severity;
}
