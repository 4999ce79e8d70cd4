import type { Alarm } from "../protocol/messages.ts";

/** Whether it wants somebody's attention: confirmed, in nobody's hand, and there, or so often there that it counts as there. */
export function asks(alarm: Alarm | undefined): boolean {
  if (!alarm || alarm.state === "soft" || alarm.muted) return false;
  return alarm.workflow === "unacknowledged" && (alarm.process === "active" || alarm.flapping);
}
