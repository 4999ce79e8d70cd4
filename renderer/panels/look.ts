import type { Level } from "../../server/protocol/frames.ts";
import type { Alarm } from "../../server/protocol/messages.ts";
import type { ShapeName } from "../theme/shape.tsx";

/** How a thing presents itself: by its level, until somebody has taken its alarm in hand. */
export type Look = Level | "acknowledged" | "shelved";

export const shapeOf: Record<Look, ShapeName> = {
  ok: "ok",
  warning: "warning",
  critical: "critical",
  unknown: "blind",
  acknowledged: "acknowledged",
  shelved: "shelved",
};

export function lookOf(level: Level, alarm: Alarm | undefined): Look {
  return level === "ok" || !alarm || alarm.workflow === "unacknowledged" ? level : alarm.workflow;
}

/** "acked · Ada", or "shelved". */
export function handledWords(alarm: Alarm | undefined): string {
  if (alarm?.workflow === "shelved") return "shelved";
  return alarm?.acknowledgement ? `acked · ${alarm.acknowledgement.by}` : "acked";
}
