import type { UpdatesConfig } from "../config/updates.ts";
import { type PictureReport, sightOf } from "../http/picture-metrics.ts";
import type { Lifetime } from "../lifetime.ts";
import type { UpdateReport } from "../protocol/diagnostics.ts";
import { tellWalls } from "./tell-wall.ts";
import { reportUpdates } from "./update-report.ts";
import type { UpdatesMachine } from "./updates-machine.ts";

interface NewsOptions {
  machine: UpdatesMachine;
  /** Of the pictures that this process shows; undefined where it shows none. */
  pictures: PictureReport | undefined;
  hasOpenCritical(): boolean;
  /** Of the configuration that is shown. */
  updates(): UpdatesConfig | undefined;
  /** What the room is told is not what it was. */
  onRoom(): void;
  lifetime: Lifetime;
}

/** What a server tells of updates: the room in a line, and operators whole. */
export interface UpdateNews {
  /** Words for the room, longest first; undefined where it is told nothing. */
  readonly room: string[] | undefined;
  report(): Promise<UpdateReport>;
}

export function openUpdateNews(options: NewsOptions): UpdateNews {
  const { machine, pictures, hasOpenCritical, updates, onRoom, lifetime } = options;
  let room: string[] | undefined;
  tellWalls(machine, {
    tell(words) {
      room = words;
      onRoom();
    },
    lifetime,
  });
  return {
    get room() {
      return room;
    },
    report() {
      const picture = pictures && sightOf(pictures);
      const sight = { now: Date.now(), hasOpenCritical: hasOpenCritical(), picture };
      return reportUpdates({ machine, config: updates(), sight });
    },
  };
}
