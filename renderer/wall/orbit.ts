import { useState } from "react";
import type { ScreenPlan } from "../../server/protocol/wall.ts";
import { useStore } from "../link/use-store.ts";
import { useScale } from "../theme/scale.ts";
import { mayMove } from "./night.ts";
import type { Tone } from "./overall.ts";
import { useReducedMotion } from "./use-reduced-motion.ts";

/** Places on the circle. Once around takes so many minutes. */
const places = 12;

/** Where the picture is drawn, in whole pixels, so that type stays sharp, at most `radiusPx` from its middle place. */
export function orbitAt(minute: number, radiusPx: number): { x: number; y: number } {
  const angle = ((minute % places) / places) * 2 * Math.PI;
  return { x: Math.round(radiusPx * Math.cos(angle)), y: Math.round(radiusPx * Math.sin(angle)) };
}

/** The room that the picture leaves at the screen's edges, and its place in it, against burn-in: a step each minute. */
export function useOrbit({ orbit }: Pick<ScreenPlan, "orbit">, tone: Tone): { inset: number; translate: string } {
  const { unit } = useScale();
  const isStill = useReducedMotion();
  const now = useStore("clock", (store) => Math.floor(store.clock().now / 60_000));
  const [minute, setMinute] = useState(now);
  if (minute !== now && mayMove(tone)) setMinute(now);
  const radius = isStill || !orbit ? 0 : Math.max(2, Math.round(0.3 * unit));
  const { x, y } = orbitAt(minute, radius);
  return { inset: radius, translate: `${x}px ${y}px` };
}
