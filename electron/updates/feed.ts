import type { NsisUpdater } from "electron-updater";
import type { Logger } from "pino";
import { ExpectedError, reasonOf } from "../../server/expected-error.ts";

/** A version that is newer than the running one. */
export interface Release {
  version: string;
  /** Fulfilled with the installer, once its checksum is that of the feed. */
  download(): Promise<string>;
  /** Where the same feed has the installer of another version. */
  urlOf(version: string): string;
}

export type Feed = (url: string) => Promise<Release | undefined>;

type Updater = Pick<
  NsisUpdater,
  | "autoDownload"
  | "autoInstallOnAppQuit"
  | "allowDowngrade"
  | "disableWebInstaller"
  | "disableDifferentialDownload"
  | "logger"
  | "setFeedURL"
  | "checkForUpdates"
  | "downloadUpdate"
>;

/** A folder of releases as electron-updater reads it. What is found is neither downloaded nor installed by itself. */
export function openFeed(updater: Updater, log: Logger): Feed {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  // The installer is kept whole, for the way back.
  updater.disableDifferentialDownload = true;
  updater.logger = {
    info: (message) => log.debug(String(message)),
    warn: (message) => log.warn(String(message)),
    error: (message) => log.debug(String(message)),
  };
  return async (url) => {
    updater.setFeedURL({ provider: "generic", url, channel: "latest" });
    const found = await updater.checkForUpdates().catch((failure: unknown) => {
      // The rest of its message is a page of headers and a stack.
      const [reason] = reasonOf(failure).split("\n", 1);
      throw new ExpectedError(`the feed of updates ${url} cannot be read: ${reason}`);
    });
    if (!found?.isUpdateAvailable) return undefined;
    const { version, files } = found.updateInfo;
    return {
      version,
      async download() {
        const [file] = await updater.downloadUpdate();
        if (file === undefined) throw new ExpectedError(`the installer of ${version} was not downloaded`);
        return file;
      },
      urlOf(other) {
        const name = files.find((file) => file.url.toLowerCase().endsWith(".exe"))?.url;
        if (name === undefined) throw new ExpectedError(`${url}latest.yml names no installer`);
        return new URL(name.replaceAll(version, other), url).href;
      },
    };
  };
}
