import { Counter, Gauge, type Registry } from "prom-client";
import type { Outcome } from "../heartbeat/beat-plan.ts";

/** What has become of the heartbeats. Returns what takes them down. */
export function observeHeartbeat(registry: Registry): (outcome: Outcome) => void {
  const registers = [registry];
  const beats = new Counter({
    name: "nocturne_heartbeats_total",
    help: "Heartbeats by what became of them: shown and planned-off were sent.",
    labelNames: ["outcome"],
    registers,
  });
  const failing = new Gauge({
    name: "nocturne_heartbeat_failing",
    help: "1 if the last heartbeat could not be sent, or was withheld since the picture was not proven.",
    registers,
  });
  return (outcome) => {
    beats.inc({ outcome: outcome.kind === "sent" ? outcome.state : outcome.kind });
    failing.set(outcome.kind === "sent" ? 0 : 1);
  };
}
