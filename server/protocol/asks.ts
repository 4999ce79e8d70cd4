import type { Alarm } from "./messages.ts";

/**
 * Whether an alarm wants somebody's attention: confirmed, in nobody's hand, muted by nothing, and there, or coming and
 * going so often that it counts as there. What else looks at alarms (header, sound, load) asks this and nothing of its own.
 */
export function asks(alarm: Alarm): boolean {
  const { state, workflow, muted, process, flapping } = alarm;
  return state === "hard" && workflow === "unacknowledged" && !muted && (process === "active" || flapping);
}
