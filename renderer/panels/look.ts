import type { Level } from "../../server/protocol/frames.ts";
import type { Alarm } from "../../server/protocol/messages.ts";
import type { ShapeName } from "../theme/shape.tsx";

/** How a thing presents itself: by its level, unless its alarm asks for less than that. */
export type Look = Level | "flapping" | "soft" | "acknowledged" | "muted" | "shelved";

export const shapeOf: Record<Look, ShapeName> = {
  ok: "ok",
  warning: "warning",
  critical: "critical",
  unknown: "blind",
  flapping: "flapping",
  soft: "soft",
  acknowledged: "acknowledged",
  muted: "muted",
  shelved: "shelved",
};

/** Worst first: what asks for somebody, then what may, then what is in hand. */
export const worstFirst: readonly Look[] = [
  "critical",
  "flapping",
  "warning",
  "unknown",
  "soft",
  "acknowledged",
  "muted",
  "shelved",
  "ok",
];

export function lookOf(level: Level, alarm: Alarm | undefined): Look {
  if (!alarm) return level;
  // What flaps is not well in the moments in which it seems to be.
  if (level === "ok" && !alarm.flapping) return level;
  if (alarm.workflow !== "unacknowledged") return alarm.workflow;
  if (alarm.muted) return "muted";
  if (alarm.flapping) return "flapping";
  return alarm.state === "soft" ? "soft" : level;
}

export function isLevel(look: Look): look is Level {
  return look === "ok" || look === "warning" || look === "critical" || look === "unknown";
}

/** Why something asks for less than its level does, the whole of it first: "acked · Ada", "acked". */
export function lookWords(look: Exclude<Look, Level>, alarm: Alarm | undefined): string[] {
  switch (look) {
    case "acknowledged":
      return alarm?.acknowledgement ? [`acked · ${alarm.acknowledgement.by}`, "acked"] : ["acked"];
    case "shelved":
      return alarm?.shelving ? [`shelved · ${alarm.shelving.by}`, "shelved"] : ["shelved"];
    case "muted":
      if (!alarm?.muted) return ["muted"];
      return [
        alarm.muted.why === "dependency" ? `behind ${alarm.muted.by}` : `maintenance: ${alarm.muted.by}`,
        "muted",
      ];
    case "flapping":
      return ["flapping"];
    case "soft":
      return ["unconfirmed"];
  }
}
