import { isDeepStrictEqual } from "node:util";
import type { Logger } from "pino";
import { ZonedTime } from "../alarms/zoned-time.ts";
import type { Config } from "../config/config.ts";
import type { HeartbeatConfig } from "../config/heartbeat.ts";
import type { Lifetime } from "../lifetime.ts";
import { coversMinute } from "../protocol/hours.ts";
import type { ScreenPlan } from "../protocol/wall.ts";
import type { Outcome } from "./beat-plan.ts";
import { startHeartbeat } from "./heartbeat.ts";
import type { Sight } from "./wall-state.ts";

export interface KeepOptions {
  /** Where this process shows the wall: since a capture last proved its picture, milliseconds. */
  provenAgeMs: (() => number | undefined) | undefined;
  /** A wall's socket is open. */
  hasWall(): boolean;
  onOutcome(outcome: Outcome): void;
  log: Logger;
  lifetime: Lifetime;
}

/** The heartbeat of whatever configuration is shown. */
export class KeptHeartbeat {
  readonly #options: KeepOptions;
  #config: HeartbeatConfig | undefined;
  #screen: ScreenPlan | undefined;
  #beating: Lifetime | undefined;
  #drawnAt: number | undefined;

  constructor(options: KeepOptions) {
    this.#options = options;
  }

  /** A frame has reached the screen of a wall. */
  drawn(): void {
    this.#drawnAt = performance.now();
  }

  /** A heartbeat that stays as it was goes on; another one begins at once. */
  apply({ heartbeat, screen }: Pick<Config, "heartbeat" | "screen">): void {
    this.#screen = screen;
    if (isDeepStrictEqual(heartbeat, this.#config)) return;
    this.#config = heartbeat;
    void this.#beating?.end();
    this.#beating = undefined;
    if (!heartbeat) return;
    const { onOutcome, log, lifetime } = this.#options;
    this.#beating = lifetime.child();
    startHeartbeat({ config: heartbeat, look: () => this.#look(), onOutcome, log, lifetime: this.#beating });
  }

  #look(): Sight {
    const { provenAgeMs, hasWall } = this.#options;
    return {
      proof: provenAgeMs ? { by: "capture", ageMs: provenAgeMs() } : { by: "served" },
      drawnAgeMs: this.#drawnAt === undefined ? undefined : performance.now() - this.#drawnAt,
      hasWall: hasWall(),
      isOffHours: isDark(this.#screen, Date.now()),
    };
  }
}

/** Whether the screen is planned to be dark at `now`, epoch milliseconds. Without a zone the hours are this machine's. */
function isDark(screen: ScreenPlan | undefined, now: number): boolean {
  return screen?.off !== undefined && coversMinute(screen.off, new ZonedTime(screen.off.timeZone).minuteAt(now));
}
