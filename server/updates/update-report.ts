import { openOrNext } from "../alarms/maintenance.ts";
import type { UpdatesConfig } from "../config/updates.ts";
import type { LastUpdate, UpdateReport } from "../protocol/diagnostics.ts";
import { markFile, readMark } from "./kept-mark.ts";
import { type WallSight, whyNotNow } from "./update-plan.ts";
import { tellWay } from "./update-way.ts";
import { tellLast } from "./update-words.ts";
import type { UpdatesMachine } from "./updates-machine.ts";

interface Reported {
  machine: UpdatesMachine;
  config: UpdatesConfig | undefined;
  sight: WallSight;
}

/** What an operator is told of updates: how they come, what became of the last, and when the next may. */
export async function reportUpdates({ machine, config, sight }: Reported): Promise<UpdateReport> {
  const [way, last] = await Promise.all([tellWay(machine, config), readLast(machine)]);
  const hours = config && way.remedy === undefined ? openOrNext(config.window, sight.now) : undefined;
  const waits = config && hours && hours.from <= sight.now ? whyNotNow(config, sight) : undefined;
  return {
    zone: config?.window.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
    way,
    ...(last && { last }),
    ...(hours && { hours: { ...hours, ...(waits !== undefined && { waits }) } }),
  };
}

async function readLast({ folder }: UpdatesMachine): Promise<LastUpdate | undefined> {
  if (folder === undefined) return undefined;
  const file = markFile(folder);
  return readMark(file).then(tellLast, () => ({
    words: `what became of the last one cannot be read in ${file}`,
    remedy: "the next one writes it anew",
  }));
}
