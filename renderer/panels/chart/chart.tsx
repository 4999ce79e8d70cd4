import { useLayoutEffect, useRef } from "react";
import type { FrameOf } from "../../../server/protocol/frames.ts";
import type { PanelOptions } from "../../../server/protocol/panels.ts";
import { useScale } from "../../theme/scale.ts";
import { useSize } from "../../theme/use-size.ts";
import { type Figures, useFigures } from "../parts/figures.tsx";
import { Plot, type PlotLook } from "./plot.ts";

interface ChartProps {
  figures: Figures<FrameOf<"series">>;
  /** How each line presents itself. */
  levelOf: PlotLook["levelOf"];
  options: PanelOptions<"series">;
  faded: boolean;
}

/** Lines over time, in the room that its parent leaves. */
export function Chart({ figures, levelOf, options, faded }: ChartProps) {
  const scale = useScale();
  const [box, size] = useSize<HTMLDivElement>();
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot>(undefined);
  useFigures(figures, (frame) => {
    if (!host.current || size.width === 0 || size.height === 0) return;
    plot.current ??= new Plot(host.current);
    plot.current.show(frame, { levelOf, options, size, scale, faded });
  });
  useLayoutEffect(
    () => () => {
      plot.current?.destroy();
      plot.current = undefined;
    },
    [],
  );
  return (
    <div className="plot" ref={box}>
      <div className="plot-host" ref={host} />
    </div>
  );
}
