import type { Stats } from "node:fs";

/** Whether anybody but the owner may read or write it. */
export function othersMayRead({ mode }: Pick<Stats, "mode">): boolean {
  return (mode & 0o077) !== 0;
}

/** Whether any user of the machine may. */
export function worldMayRead({ mode }: Pick<Stats, "mode">): boolean {
  return (mode & 0o007) !== 0;
}

/** "mode 644" */
export function modeWords({ mode }: Pick<Stats, "mode">): string {
  return `mode ${(mode & 0o777).toString(8)}`;
}
