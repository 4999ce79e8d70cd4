import type { Logger } from "pino";
import type { Lifetime } from "../lifetime.ts";
import type { Config } from "./config.ts";

interface Turns {
  /** What the first waits for. */
  after: Promise<unknown>;
  apply(config: Config): Promise<unknown>;
  log: Logger;
  lifetime: Lifetime;
}

/** Applies configurations one after the other, since a source must have stopped before its successor starts. */
export function applyInTurn({ after, apply, log, lifetime }: Turns): (wanted: Config) => void {
  let applied = after;
  return (wanted) => {
    applied = applied
      .then(() => (lifetime.over ? undefined : apply(wanted)))
      .catch((failure: unknown) => log.error({ err: failure }, "configuration could not be applied"));
  };
}
