import { useStore } from "../../link/use-store.ts";
import { formatCountdown } from "../parts/format-countdown.ts";

/** So near to its end it is said louder. */
const soonSeconds = 30;

interface LockCountdownProps {
  /** The server's clock, epoch milliseconds. */
  until: number;
  /** It locks itself then, however much it is used. */
  atMost: number | undefined;
}

/** Says how long until the wall locks itself, and whether working on puts that off. */
export function LockCountdown({ until, atMost }: LockCountdownProps) {
  const left = useStore("clock", (store) => Math.max(0, Math.ceil((until - store.clock().now) / 1000)));
  const isSoon = left <= soonSeconds;
  // Each use puts the end off, up to this one.
  const isLast = atMost !== undefined && until >= atMost;
  const how = isLast ? "whatever is done" : "if nobody uses it";
  return (
    <p className={`lock-countdown figures ${isSoon ? "soon" : "dim"}`} role={isSoon ? "alert" : undefined}>
      {isSoon ? `Locks itself soon, ${how}` : `Locks itself in ${formatCountdown(left)}, ${how}`}
      {isSoon && <span aria-hidden="true">{` · ${formatCountdown(left)}`}</span>}
    </p>
  );
}
