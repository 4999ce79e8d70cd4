import type { ReactNode } from "react";
import type { Wall } from "../../server/protocol/wall.ts";
import { Fit } from "../theme/fit.tsx";
import { useScale } from "../theme/scale.ts";
import type { TypeScale } from "../theme/type-scale.ts";
import { useSize } from "../theme/use-size.ts";
import { Badge } from "./badge.tsx";
import { Clocks } from "./clocks.tsx";
import { StateBlock } from "./state-block.tsx";
import "./header.css";

/** The share of the header that the state may take; what is beside it keeps the rest. */
const stateShare = { sideBySide: 0.5, stacked: 0.44 };

interface HeaderProps {
  wall: Wall;
  /** What is said of the page, below the title. */
  children: ReactNode;
}

/** Whose wall it is, how things stand, and what time it is. */
export function Header({ wall, children }: HeaderProps) {
  const scale = useScale();
  const [ref, { width }] = useSize<HTMLElement>();
  const stacked = isStacked(scale);
  const tall = width < Math.max(30 * scale.small, 118 * scale.unit);
  const statePx = tall ? width : width * (stacked ? stateShare.stacked : stateShare.sideBySide);
  const clocksPx = (tall ? width / 2 : (width - statePx) / 2) - 2 * scale.unit;
  return (
    <header className={`header ${tall ? "tall" : ""}`} ref={ref}>
      <div className="header-name">
        <Badge wall={wall} />
        <div className="header-titles">
          <div className="header-title">
            <Fit variants={[wall.title]} sizePx={Math.max(2.8 * scale.unit, scale.small)} weight={600} />
            {wall.demo && <span className="mark">DEMO</span>}
          </div>
          {children}
        </div>
      </div>
      <StateBlock maxWidthPx={statePx} stacked={stacked} />
      <Clocks zones={wall.timeZones} roomPx={clocksPx} />
    </header>
  );
}

/** Where type is large against the screen the facts stand below the word, and fewer of them. */
function isStacked({ small, unit }: TypeScale): boolean {
  return small > 2.4 * unit;
}
