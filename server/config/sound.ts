import { z } from "zod";
import { coversMinute } from "../protocol/hours.ts";
import type { SoundPlan } from "../protocol/wall.ts";
import { hoursWith, timeOfDay, toHours } from "./hours.ts";
import { show } from "./issue-words.ts";

const usualSelfTest = 8 * 60;

/** What the wall sounds for, how loud, and when it proves that it can. */
export const sound = z
  .strictObject({
    enabled: z.boolean().default(true),
    volume: z.number().min(0).max(1).default(0.6),
    /** A warning sounds once, softly. */
    warnings: z.boolean().default(false),
    /** With `criticals: false` nothing sounds in them at all, and the wall says so. */
    quiet_hours: hoursWith({ criticals: z.boolean().default(true) }).optional(),
    /** Every day, audible. Without it at 08:00, or when the quiet hours end. */
    self_test: z
      .union([timeOfDay, z.literal(false)], {
        error: ({ input }) => `must be a time of day, like "08:00", or false, not ${show(input)}`,
      })
      .optional(),
  })
  .superRefine(({ quiet_hours: quiet, self_test: test }, context) => {
    if (typeof test !== "number" || !quiet || !coversMinute(quiet, test)) return;
    const message = "must lie outside quiet_hours: it is to be heard";
    context.addIssue({ code: "custom", path: ["self_test"], message });
  });

/** As walls are told it. */
export function toSoundPlan(written: z.output<typeof sound>): SoundPlan {
  const { enabled, volume, warnings, quiet_hours: quiet } = written;
  const usual = quiet && coversMinute(quiet, usualSelfTest) ? quiet.to : usualSelfTest;
  const selfTest = written.self_test ?? usual;
  return {
    enabled,
    volume,
    warnings,
    ...(quiet && { quietHours: { ...toHours(quiet), criticals: quiet.criticals } }),
    ...(selfTest !== false && { selfTest }),
  };
}
