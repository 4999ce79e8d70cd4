import { z } from "zod";
import type { ScreenPlan } from "../protocol/wall.ts";
import { hoursWith, timeOfDay, toHours } from "./hours.ts";
import { length } from "./length.ts";

const [diagonal, distance] = [length("10cm", "20m"), length("30cm", "100m")];
const other = { diagonal: "distance", distance: "diagonal" } as const;

/** The screen: how large it is and from where it is read, and what protects it at night. */
export const display = z
  .strictObject({
    diagonal: diagonal.optional(),
    distance: distance.optional(),
    /** The picture moves by a few pixels once a minute. */
    orbit: z.boolean().default(true),
    /** While nothing is open. 1 is as bright as by day. */
    dim: hoursWith({ level: z.number().min(0.1).max(1).default(0.5) }).optional(),
    /** Black but for a small mark. */
    off: hoursWith({}).optional(),
    /** When the kiosk makes its windows anew each night, by the clock where the wall hangs. */
    renew: timeOfDay.prefault("04:00"),
  })
  .superRefine((written, context) => {
    for (const key of ["diagonal", "distance"] as const) {
      if (written[key] !== undefined || written[other[key]] === undefined) continue;
      const example = key === "diagonal" ? "10cm to 20m" : "30cm to 100m";
      const message = `must be a length from ${example}, like "55in", "140cm" or "5m"`;
      context.addIssue({ code: "custom", path: [key], message });
    }
  });
export type WrittenDisplay = z.output<typeof display>;

/** What type is sized by; undefined where the screen is not described. */
export function toDisplay({
  diagonal,
  distance,
}: WrittenDisplay): { diagonalMm: number; distanceMm: number } | undefined {
  return diagonal === undefined || distance === undefined ? undefined : { diagonalMm: diagonal, distanceMm: distance };
}

export function toScreenPlan({ orbit, dim, off }: WrittenDisplay): ScreenPlan {
  return {
    orbit,
    ...(dim && { dim: { ...toHours(dim), level: dim.level } }),
    ...(off && { off: toHours(off) }),
  };
}
