import { join } from "node:path";

/** What `nocturne update` keeps on Linux: root's own, and readable by the wall. See build/linux/nocturne-update.service. */
export const updateFolder = "/var/lib/nocturne-update";

/** Where a machine keeps what its updates leave behind. */
export interface UpdatesMachine {
  platform: NodeJS.Platform;
  /** "/", or the folder of a copy. */
  root: string;
  /** That of the mark; undefined where nothing is updated. */
  folder: string | undefined;
}

/** This one, but for what is given. On Windows the kiosk keeps the mark with its own, and gives its folder. */
export function updatesMachine({ platform = process.platform, root = "/", folder }: Partial<UpdatesMachine> = {}) {
  const usual = platform === "linux" ? join(root, updateFolder) : undefined;
  return { platform, root, folder: folder ?? usual } satisfies UpdatesMachine;
}
