import { powerSaveBlocker } from "electron";
import type { Lifetime } from "../../server/lifetime.ts";

/** Keeps the display from sleeping until the lifetime ends, as far as the system lets a program do so. */
export function stayAwake(lifetime: Lifetime): void {
  const blocker = powerSaveBlocker.start("prevent-display-sleep");
  lifetime.onEnd(() => void powerSaveBlocker.stop(blocker));
}
