import type { Frame } from "../../server/protocol/frames.ts";
import type { Alarm } from "../../server/protocol/messages.ts";
import type { PanelType } from "../../server/protocol/panels.ts";
import type { Panel } from "../../server/protocol/wall.ts";
import type { KeyedPage } from "./keyed-pages.ts";

export interface Surroundings {
  pages: readonly KeyedPage[];
  /** Key of the page on screen, which is preferred where several show the alarm equally well. */
  shown: string | undefined;
  /** What a panel drew last; of pages that are not watched an old frame, which names the same things. */
  frameOf(panel: string): Frame | undefined;
}

/** Panel types that list every alarm of the wall, whatever its source. */
const listsAlarms: ReadonlySet<PanelType> = new Set<PanelType>(["alarms"]);

/** Key of the page that shows an alarm best: its own state or value, else the list of alarms, else its source. */
export function pageOfAlarm(alarm: Alarm, { pages, shown, frameOf }: Surroundings): string | undefined {
  let best: { key: string; score: number } | undefined;
  for (const { key, page } of pages) {
    const score = Math.max(0, ...page.panels.map((panel) => scoreOf(panel, frameOf(panel.id), alarm)));
    const better = score > (best?.score ?? 0) || (best !== undefined && score === best.score && key === shown);
    if (better) best = { key, score };
  }
  return best?.key;
}

function scoreOf(panel: Panel, frame: Frame | undefined, alarm: Alarm): number {
  // The alarm of its limits, or of one line of its chart.
  if (panel.alarm !== undefined && (alarm.id === panel.alarm || alarm.id.startsWith(`${panel.alarm} `))) return 3;
  if (panel.source === alarm.source && frame && names(frame, alarm.id.slice(alarm.source.length + 1))) return 3;
  if (listsAlarms.has(panel.type)) return 2;
  return panel.source === alarm.source ? 1 : 0;
}

/** Whether the thing of this identity is in the frame. */
function names(frame: Frame, identity: string): boolean {
  switch (frame.kind) {
    case "states":
      return frame.states.some(({ id }) => id === identity);
    case "uptime":
      return frame.targets.some(({ id }) => id === identity);
    case "stat":
    case "series":
    case "events":
    case "ranking":
    case "text":
      return false;
  }
}
