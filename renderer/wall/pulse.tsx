import { useStore } from "../link/use-store.ts";
import { Shape } from "../theme/shape.tsx";

const stepDegrees = 45;

/**
 * The proof of life: an open ring that turns one step with each pulse of the server, and by nothing else. Whoever
 * captures the screen finds it by `data-pulse` and sees it change once a second.
 */
export function Pulse() {
  const count = useStore("pulse", (store) => store.pulses());
  const live = useStore("link", (store) => store.link().kind === "live");
  return (
    <div className={`pulse ${live ? "" : "blind"}`} data-pulse={count}>
      {live ? (
        <svg className="pulse-ring" viewBox="0 0 24 24" aria-hidden="true">
          <g style={{ transform: `rotate(${(count % 8) * stepDegrees}deg)` }}>
            <path d="M17.3 4.4A9.2 9.2 0 1 1 6.7 4.4" />
            <circle cx="12" cy="2.8" r="2.1" />
          </g>
        </svg>
      ) : (
        <Shape name="blind" />
      )}
      <span className="clock-label dim">{live ? "pulse" : "none"}</span>
    </div>
  );
}
