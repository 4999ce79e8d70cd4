import { join } from "node:path";
import { net } from "electron";
import type { Logger } from "pino";
import { sightOf } from "../../server/http/picture-metrics.ts";
import type { Lifetime } from "../../server/lifetime.ts";
import { installFolder, requestPlace, requestRoot } from "../../server/updates/install-note.ts";
import { openMark } from "../../server/updates/kept-mark.ts";
import { version } from "../../server/version.ts";
import type { ProvenPictures } from "../picture/picture-proof.ts";
import { openFeed } from "./feed.ts";
import { InstallRequests } from "./install-requests.ts";
import { Installers } from "./installers.ts";
import { provePublisher } from "./publisher.ts";
import { Updates } from "./updates.ts";

export interface WindowsUpdatesOptions {
  /** Where the kiosk keeps its own. */
  folder: string;
  pictures: ProvenPictures;
  log: Logger;
  lifetime: Lifetime;
}

/** Updates of an installed wall on Windows, which has no package manager of ours to leave them to. */
export async function openWindowsUpdates({ folder, pictures, ...given }: WindowsUpdatesOptions): Promise<Updates> {
  const { env } = process;
  const asked = join(requestRoot(env), ...requestPlace);
  return new Updates({
    version,
    mark: await openMark(folder, given.log),
    installers: new Installers(asked),
    requests: new InstallRequests(asked, installFolder(env)),
    async feed() {
      const { NsisUpdater } = await import("electron-updater");
      return openFeed(new NsisUpdater(), given.log);
    },
    fetch: (url, { signal }) => net.fetch(url, { signal }),
    prove: (file, version) => provePublisher(file, version),
    picture: () => sightOf(pictures),
    ...given,
  });
}
