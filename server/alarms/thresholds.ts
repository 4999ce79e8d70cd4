import type { Frame, Level } from "../protocol/frames.ts";

export interface Thresholds {
  warn?: number | undefined;
  crit?: number | undefined;
}

/** How bad a value is. Where `warn` is above `crit`, low values are the bad ones. */
export function judge(value: number | null, { warn, crit }: Thresholds): Level {
  if (value === null) return "ok";
  const lowIsBad = warn !== undefined && crit !== undefined && warn > crit;
  const reached = (limit: number | undefined) => limit !== undefined && (lowIsBad ? value <= limit : value >= limit);
  if (reached(crit)) return "critical";
  return reached(warn) ? "warning" : "ok";
}

/** The worst of what the source and the panel's thresholds make of it; a series is judged by its newest sample. */
export function judgeFrame(frame: Frame, thresholds: Thresholds): Frame {
  if (thresholds.warn === undefined && thresholds.crit === undefined) return frame;
  switch (frame.kind) {
    case "stat":
      return { ...frame, level: worse(frame.level, judge(frame.value, thresholds)) };
    case "series":
      return {
        ...frame,
        series: frame.series.map((one) => {
          const level = worse(one.level, judge(one.values.at(-1) ?? null, thresholds));
          return { ...one, level };
        }),
      };
    case "states":
    case "events":
    case "ranking":
    case "uptime":
    case "text":
      return frame;
  }
}

/** Of the condition that a value beyond its limits is: two panels that show the same quantity raise one alarm. */
export function thresholdIdentity(query: string | undefined, name?: string): string {
  return ["threshold", query, name].filter(Boolean).join(" ");
}

const rank: Record<Level, number> = { ok: 0, unknown: 1, warning: 2, critical: 3 };

function worse(one: Level, other: Level): Level {
  return rank[one] >= rank[other] ? one : other;
}

interface Excess {
  name: string;
  value: number;
  level: "warning" | "critical";
}

/** What of a frame is beyond the thresholds. What a source itself finds bad raises its own condition, and is not here. */
export function exceeded(frame: Frame, thresholds: Thresholds): Excess[] {
  return measured(frame).flatMap(({ name, value }) => {
    const level = judge(value, thresholds);
    return value !== null && (level === "warning" || level === "critical") ? [{ name, value, level }] : [];
  });
}

function measured(frame: Frame): { name: string; value: number | null }[] {
  if (frame.kind === "stat") return [frame];
  if (frame.kind !== "series") return [];
  return frame.series.map(({ name, values }) => ({ name, value: values.at(-1) ?? null }));
}
