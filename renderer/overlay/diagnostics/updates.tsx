import type { Diagnostics, UpdateReport } from "../../../server/protocol/diagnostics.ts";
import { formatAge, formatDate, formatMinute } from "../../theme/format-time.ts";
import { Shape } from "../../theme/shape.tsx";
import { Block } from "../parts/block.tsx";
import { Facts } from "./facts.tsx";

/** Which version runs, how newer ones come, what became of the last, and when the next may. */
export function Updates({ known }: { known: Diagnostics }) {
  const { zone, way, last, hours } = known.updates;
  const time = (epoch: number) => `${formatDate(epoch, zone)} ${formatMinute(epoch, zone)}`;
  const startedAt = known.at - known.uptimeSeconds * 1000;
  const lastAt = last?.at === undefined ? "" : `${time(last.at)}, ${formatAge(known.at - last.at)} ago · `;
  return (
    <Block title="Updates">
      {last?.remedy !== undefined && (
        <ul className="facts-list">
          <li className="fact-item stale">
            <span className="fact-shape">
              <Shape name="warning" />
            </span>
            <div className="fact-words">
              <strong>{lastAt + last.words}</strong>
              <span className="dim">{last.remedy}</span>
            </div>
          </li>
        </ul>
      )}
      <Facts
        facts={[
          ["Version", `${known.versions.nocturne}, running since ${time(startedAt)}`],
          ["Newer ones come", way.words],
          ...(way.remedy === undefined ? [] : [["What would be right", way.remedy] as const]),
          ...(last?.remedy === undefined
            ? [["Last update", last ? lastAt + last.words : "none by itself so far"] as const]
            : []),
          ...(hours ? [["Hours of updates", hoursWords(hours, { at: known.at, zone })] as const] : []),
        ]}
      />
    </Block>
  );
}

/** "Sun 29 Nov 03:00–05:00 (Europe/Berlin)", and of those that are open, why nothing is installed in them. */
function hoursWords(
  { from, to, waits }: NonNullable<UpdateReport["hours"]>,
  { at, zone }: { at: number; zone: string },
): string {
  const minute = (epoch: number) => formatMinute(epoch, zone);
  const day = (epoch: number) => formatDate(epoch, zone);
  const isOneDay = day(from) === day(to);
  if (from > at) {
    const end = isOneDay ? `–${minute(to)}` : ` – ${day(to)} ${minute(to)}`;
    return `${day(from)} ${minute(from)}${end} (${zone})`;
  }
  const until = day(at) === day(to) ? minute(to) : `${day(to)} ${minute(to)}`;
  return `now, until ${until} (${zone})${waits === undefined ? "" : `; nothing is installed: ${waits}`}`;
}
