import type { Logger } from "pino";
import type { HeartbeatConfig } from "../config/heartbeat.ts";
import { reasonOf } from "../expected-error.ts";
import type { Lifetime } from "../lifetime.ts";
import { firstPlan, isNews, nextPlan, type Outcome, type Plan } from "./beat-plan.ts";
import { sendBeat } from "./send-beat.ts";
import { type Sight, wallState } from "./wall-state.ts";

export interface HeartbeatOptions {
  config: HeartbeatConfig;
  look(): Sight;
  onOutcome(outcome: Outcome): void;
  log: Logger;
  lifetime: Lifetime;
}

/** Tells another system that this wall shows its picture, for as long as it does: its silence is that system's alarm. */
export function startHeartbeat({ config, look, onOutcome, log, lifetime }: HeartbeatOptions): void {
  let last: Outcome | undefined;
  const turn = async (plan: Plan) => {
    const outcome = await beat(config, look(), lifetime);
    if (lifetime.over) return;
    onOutcome(outcome);
    if (isNews(last, outcome)) tell(outcome, log);
    last = outcome;
    wait(nextPlan(plan, outcome, config.everyMs));
  };
  const wait = (plan: Plan) => void lifetime.after(plan.afterMs, () => void turn(plan));
  wait(firstPlan);
}

async function beat(config: HeartbeatConfig, sight: Sight, lifetime: Lifetime): Promise<Outcome> {
  const state = wallState(sight);
  if (state === undefined) return { kind: "withheld" };
  try {
    await sendBeat(config, state, lifetime);
    return { kind: "sent", state };
  } catch (failure) {
    return { kind: "failed", reason: reasonOf(failure) };
  }
}

function tell(outcome: Outcome, log: Logger): void {
  switch (outcome.kind) {
    case "sent":
      return log.info({ state: outcome.state }, "the heartbeat is sent");
    case "withheld":
      return log.warn("the heartbeat is withheld: the picture is not proven");
    case "failed":
      return log.warn({ reason: outcome.reason }, "the heartbeat could not be sent");
  }
}
