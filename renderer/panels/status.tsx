import type { State } from "../../server/protocol/frames.ts";
import type { Alarm } from "../../server/protocol/messages.ts";
import { useStore } from "../link/use-store.ts";
import { measureIn } from "../theme/measure-text.ts";
import { useScale } from "../theme/scale.ts";
import { useSize } from "../theme/use-size.ts";
import { TileWords } from "../wall/tile-words.tsx";
import { definePanel, type PanelProps } from "./define.ts";
import "./status.css";
import { cadenceWords } from "./cadence.ts";
import { cellGrid } from "./cell-grid.ts";
import { lookOf } from "./look.ts";
import { nameVariants } from "./name-variants.ts";
import { OverflowCell, StateCell } from "./parts/state-cell.tsx";
import { selectStates } from "./select-states.ts";

function StatusPanel({ panel, frame, sight, figures }: PanelProps<"status">) {
  const scale = useScale();
  const [ref, box] = useSize<HTMLDivElement>();
  const alarms = useStore("alarms", (store) => store.alarms());
  const alarmOf = (state: State): Alarm | undefined => alarms.get(`${panel.source}/${state.id}`);
  const names = frame.states.map(({ name }) => name);
  const measure = measureIn({ sizePx: 100, weight: 600 });
  const nameEm = Math.max(1, ...names.map(measure)) / 100;
  const variantsOf = nameVariants(names);
  const grid = cellGrid(box, { count: names.length, nameEm }, scale);
  const cells = grid.columns * grid.rows;
  const { shown, hidden, worst } = selectStates(frame.states, cells, (state) => lookOf(state.level, alarmOf(state)));
  if (frame.states.length === 0) return <TileWords word="No targets" detail="the source names none" />;
  const withheld = sight.kind === "withheld";
  return (
    <div
      ref={ref}
      className="cells"
      style={{
        gap: grid.gap,
        gridTemplateColumns: `repeat(${grid.columns}, ${grid.width}px)`,
        gridAutoRows: grid.height,
      }}
    >
      {box.width > 0 &&
        shown.map((state) => (
          <StateCell
            key={state.id}
            {...{ state, figures, grid, withheld }}
            names={variantsOf(state.name)}
            alarm={alarmOf(state)}
          />
        ))}
      {box.width > 0 && hidden.length > 0 && <OverflowCell {...{ worst, grid, withheld }} count={hidden.length} />}
    </div>
  );
}

export default definePanel({
  type: "status",
  Draw: StatusPanel,
  // While a target is well only its value is written; whatever else is said of one is worded to its room.
  form: ({ states }) => JSON.stringify(states.map((state) => (state.level === "ok" ? [state.id, state.name] : state))),
  subtitle: ({ frame, source }) => {
    const targets = `${frame.states.length} ${frame.states.length === 1 ? "target" : "targets"}`;
    return source ? [`${targets} · ${cadenceWords(source.cadenceMs)}`, targets] : [targets];
  },
});
