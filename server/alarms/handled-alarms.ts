import { z } from "zod";
import { alarm, type Severity } from "../protocol/messages.ts";
import type { AlarmEntry } from "./alarm-entry.ts";

/** What people have done with an alarm, and what must outlive a restart. */
export const handledAlarm = z.strictObject({
  id: z.string().max(200),
  severity: alarm.shape.severity,
  acknowledgement: alarm.shape.acknowledgement,
  shelving: alarm.shape.shelving,
});
export type HandledAlarm = z.infer<typeof handledAlarm>;

export function handledOf({ id, severity, acknowledgement, shelving }: AlarmEntry): HandledAlarm[] {
  if (!acknowledgement && !shelving) return [];
  return [{ id, severity, ...(acknowledgement && { acknowledgement }), ...(shelving && { shelving }) }];
}

/** So many are kept, the newest; more than a room of operators can have in hand. */
export const mostHandled = 2000;
/** Longer than that nothing can be acknowledged: whatever ends later was written by a wrong clock. */
const longestMs = 30 * 86_400_000;

/** Acknowledgements and shelvings from before the start, until their alarms are raised again or they run out. */
export class AwaitedAlarms {
  readonly #awaited = new Map<string, HandledAlarm>();

  get all(): HandledAlarm[] {
    return [...this.#awaited.values()];
  }

  add(handled: HandledAlarm[], now: number): void {
    for (const { id, severity, ...handling } of handled.slice(-mostHandled)) {
      const left = stillValid(handling, now);
      if (left) this.#awaited.set(id, { id, severity, ...left });
    }
    for (const id of this.#awaited.keys()) if (this.#awaited.size > mostHandled) this.#awaited.delete(id);
  }

  /** What was done with the alarm that is raised now. It holds for what was seen then: for the same severity. */
  take(id: string, severity: Severity, now: number): Handling {
    const found = this.#awaited.get(id);
    this.#awaited.delete(id);
    return (found?.severity === severity && stillValid(found, now)) || {};
  }

  /** The source would have raised its alarms by now: what it did not raise again was over, and asks anew when it comes. */
  giveUp(source: string): void {
    for (const id of this.#awaited.keys()) if (id.startsWith(`${source}/`)) this.#awaited.delete(id);
  }

  expire(now: number): void {
    const all = this.all;
    this.#awaited.clear();
    this.add(all, now);
  }
}

type Handling = Pick<HandledAlarm, "acknowledgement" | "shelving">;

function stillValid({ acknowledgement, shelving }: Handling, now: number): Handling | undefined {
  const isValid = (one: { until: number } | undefined) => one && one.until > now && one.until <= now + longestMs;
  const left = {
    ...(isValid(acknowledgement) && { acknowledgement }),
    ...(isValid(shelving) && { shelving }),
  };
  return "acknowledgement" in left || "shelving" in left ? left : undefined;
}
