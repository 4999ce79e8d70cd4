import { useEffect, useState } from "react";

/** Whole seconds until an instant of the monotonic clock, rounded up, counted down; 0 once it is over. */
export function useLeftSeconds(untilTick: number): number {
  const [tick, setTick] = useState(() => performance.now());
  useEffect(() => {
    const count = () => setTick(performance.now());
    count();
    const timer = setInterval(count, 250);
    const end = setTimeout(() => clearInterval(timer), untilTick - performance.now() + 500);
    return () => {
      clearInterval(timer);
      clearTimeout(end);
    };
  }, [untilTick]);
  return Math.max(0, Math.ceil((untilTick - tick) / 1000));
}
