import type { Fault } from "../../server/protocol/wall.ts";
import { Fit } from "../theme/fit.tsx";
import { useScale } from "../theme/scale.ts";
import { Shape } from "../theme/shape.tsx";

/** Says that the configuration file has a fault, and where. The wall above is that of the last good one. */
export function FaultStrip({ fault }: { fault: Fault }) {
  const { small } = useScale();
  const place = [fault.file, fault.line, fault.column].filter((part) => part !== undefined).join(":");
  const more = fault.more > 0 ? ` · ${fault.more} more` : "";
  const head = "Configuration not applied";
  return (
    <footer className="fault-strip" role="status">
      <Shape name="warning" />
      <Fit
        variants={[
          `${head} · ${place} · ${fault.message}${more} · showing the last good wall`,
          `${head} · ${place} · ${fault.message}${more}`,
          `${head} · ${place} · ${fault.message}`,
        ]}
        sizePx={small}
        weight={600}
      />
    </footer>
  );
}
