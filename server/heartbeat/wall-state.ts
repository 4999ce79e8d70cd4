/** What the heartbeat says: the wall shows its picture, or is dark as planned and would show it. */
export type WallState = "shown" | "planned-off";

/** What is known of the picture. Ages are monotonic, milliseconds; undefined where it never happened. */
export interface Sight {
  /** Where this process shows the wall: since a capture last proved its picture. `served`: other machines show it. */
  proof: { by: "capture"; ageMs: number | undefined } | { by: "served" };
  /** Since a wall last said that a frame reached its screen. */
  drawnAgeMs: number | undefined;
  /** A wall's socket is open, and answers. */
  hasWall: boolean;
  /** The hours of `display.off`. */
  isOffHours: boolean;
}

/** Captures come every few seconds, and two that fail begin the recovery. */
const provenWithinMs = 30_000;

/** A source may be slow, and nothing is drawn anew until it has observed. */
const drawnWithinMs = 120_000;

/**
 * What may be said of the wall; undefined where its picture is not proven, and nothing may be said. A captured picture is
 * proven by its captures alone. One that is served is proven by frames that reach its screen, or, since a dark screen draws
 * none, by its socket. A wall that draws in its dark hours is lit: something urgent keeps it so.
 */
export function wallState({ proof, drawnAgeMs, hasWall, isOffHours }: Sight): WallState | undefined {
  const draws = drawnAgeMs !== undefined && drawnAgeMs <= drawnWithinMs;
  const state: WallState = isOffHours && !draws ? "planned-off" : "shown";
  switch (proof.by) {
    case "capture":
      return proof.ageMs !== undefined && proof.ageMs <= provenWithinMs ? state : undefined;
    case "served":
      return hasWall && (draws || isOffHours) ? state : undefined;
  }
}
