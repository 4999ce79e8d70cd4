import { useStore } from "../../link/use-store.ts";
import { formatCountdown } from "../parts/format-countdown.ts";

/** So near to its end it is said louder. */
const soonSeconds = 30;

/** Says how long until the wall locks itself. `until`: the server's clock, epoch milliseconds. */
export function LockCountdown({ until }: { until: number }) {
  const left = useStore("clock", (store) => Math.max(0, Math.ceil((until - store.clock().now) / 1000)));
  const isSoon = left <= soonSeconds;
  return (
    <p className={`lock-countdown figures ${isSoon ? "soon" : "dim"}`} role={isSoon ? "alert" : undefined}>
      {isSoon ? "Locks itself soon" : `Locks itself in ${formatCountdown(left)}`}
      {isSoon && <span aria-hidden="true">{` · ${formatCountdown(left)}`}</span>}
    </p>
  );
}
