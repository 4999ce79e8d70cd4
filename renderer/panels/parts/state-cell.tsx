import type { FrameOf, State } from "../../../server/protocol/frames.ts";
import type { Alarm } from "../../../server/protocol/messages.ts";
import { useStore } from "../../link/use-store.ts";
import { cut, fitText } from "../../theme/fit-text.ts";
import { formatAge } from "../../theme/format-time.ts";
import { measureIn, type TypeFace } from "../../theme/measure-text.ts";
import { Shape } from "../../theme/shape.tsx";
import type { CellGrid } from "../cell-grid.ts";
import { type Look, lookOf, lookWords, shapeOf } from "../look.ts";
import { Figure, type Figures } from "./figures.tsx";

interface StateCellProps {
  state: State;
  figures: Figures<FrameOf<"states">>;
  /** The state's name, longest first. */
  names: string[];
  alarm: Alarm | undefined;
  grid: CellGrid;
  withheld: boolean;
}

/** One target: shape, name, and its value or what is wrong and for how long. */
export function StateCell({ state, figures, names, alarm, grid, withheld }: StateCellProps) {
  const look = lookOf(state.level, alarm);
  const room = grid.textWidth;
  const shown = withheld ? "withheld" : look;
  const detailFace: TypeFace = { sizePx: grid.detailPx, weight: 400 };
  return (
    <div
      className={`cell ${shown} of-${alarm?.severity ?? state.level}`}
      data-cell={state.id}
      data-look={shown}
      style={{ fontSize: grid.shapePx }}
    >
      <Shape name={withheld ? "blind" : shapeOf[look]} />
      <div className="cell-text">
        <span className="cell-name" style={{ fontSize: grid.namePx }}>
          {fitText(names, room, measureIn({ sizePx: grid.namePx, weight: 600 }))}
        </span>
        {shown === "ok" ? (
          <Figure
            className="cell-detail figures"
            {...{ figures }}
            read={({ states }) => cut(valueIn(states, state.id), room, measureIn(detailFace))}
            sizePx={grid.detailPx}
          />
        ) : (
          <span className="cell-detail figures" style={{ fontSize: grid.detailPx }}>
            {shown === "withheld" ? (
              cut(wasWords(state), room, measureIn(detailFace))
            ) : (
              <Detail {...{ state, alarm, room }} look={shown} sizePx={grid.detailPx} />
            )}
          </span>
        )}
      </div>
    </div>
  );
}

/** Begins what a reason can do without: "no answer within 5 s", "connection refused by 192.0.2.1". */
const qualifier = / (?:within|after|than|by|from|for) /;

interface DetailProps {
  state: State;
  alarm: Alarm | undefined;
  look: Exclude<Look, "ok">;
  room: number;
  sizePx: number;
}

function Detail({ state, alarm, look, room, sizePx }: DetailProps) {
  const age = useStore("clock", (store) => formatAge(store.clock().now - state.since));
  const measure = measureIn({ sizePx, weight: look === "critical" ? 600 : 400 });
  switch (look) {
    case "flapping":
    case "soft":
    case "acknowledged":
    case "muted":
    case "shelved":
      return fitText(lookWords(look, alarm), room, measure);
    case "warning":
    case "critical":
    case "unknown": {
      const what = [state.value, state.reason].filter(Boolean).join(" · ") || look;
      const short = state.reason || what;
      const core = short.split(qualifier)[0] ?? short;
      const brief = cut(short, room, measure);
      return fitText([`${what} · ${age}`, `${short} · ${age}`, `${core} · ${age}`, short, core, brief], room, measure);
    }
  }
}

function valueIn(states: readonly State[], id: string): string {
  return states.find((state) => state.id === id)?.value || "ok";
}

function wasWords({ level, value }: State): string {
  return `was ${level === "ok" && value !== "" ? value : level}`;
}

interface OverflowCellProps {
  count: number;
  worst: Look;
  grid: CellGrid;
  withheld: boolean;
}

/** What does not fit, in one cell: how many, and the worst of them. */
export function OverflowCell({ count, worst, grid, withheld }: OverflowCellProps) {
  const room = grid.textWidth;
  const words = withheld ? `worst was ${worst}` : `worst: ${worst}`;
  return (
    <div className={`cell overflow ${withheld ? "withheld" : `worst-${worst}`}`} data-cell="overflow">
      <Shape name={withheld ? "blind" : shapeOf[worst]} />
      <div className="cell-text">
        <span className="cell-name figures" style={{ fontSize: grid.namePx }}>
          {fitText([`+${count} more`, `+${count}`], room, measureIn({ sizePx: grid.namePx, weight: 600 }))}
        </span>
        <span className="cell-detail" style={{ fontSize: grid.detailPx }}>
          {fitText([words, worst], room, measureIn({ sizePx: grid.detailPx, weight: 400 }))}
        </span>
      </div>
    </div>
  );
}
