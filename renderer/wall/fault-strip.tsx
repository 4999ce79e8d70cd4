import type { Fault } from "../../server/protocol/wall.ts";
import { Strip } from "./strip.tsx";

/** Says that the configuration file has a fault, and where. The wall above is that of the last good one. */
export function FaultStrip({ fault }: { fault: Fault }) {
  const place = [fault.file, fault.line, fault.column].filter((part) => part !== undefined).join(":");
  const more = fault.more > 0 ? ` · ${fault.more} more` : "";
  const head = "Configuration not applied";
  const said = `${head} · ${place} · ${fault.message}`;
  return <Strip tone="warning" variants={[`${said}${more} · showing the last good wall`, `${said}${more}`, said]} />;
}
