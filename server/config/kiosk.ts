import { z } from "zod";
import { chordText } from "../protocol/chord.ts";

/** What concerns the machine that the wall hangs on. */
export const kiosk = z.strictObject({
  /** Brings up the operator's overlay. */
  unlock_key: chordText.default("Ctrl+Alt+U"),
});
export type WrittenKiosk = z.output<typeof kiosk>;

export interface KioskConfig {
  unlockKey: string;
}

export function toKioskConfig({ unlock_key }: WrittenKiosk): KioskConfig {
  return { unlockKey: unlock_key };
}
