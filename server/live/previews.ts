import type { Config } from "../config/config.ts";
import { PreviewedPictures } from "../config/edit/previewed-pictures.ts";
import type { Picture } from "../config/picture.ts";
import { toWall } from "../config/wall.ts";
import type { Lifetime } from "../lifetime.ts";
import type { Preview } from "../protocol/configuration.ts";
import type { Board } from "./board.ts";
import type { Hub } from "./hub.ts";

interface Previews {
  /** A wall that is not saved, with what the running sources would show on it. */
  preview(config: Config): Promise<Omit<Preview, "written">>;
  /** A picture of a wall that was previewed lately. */
  picture(address: string): Picture | undefined;
}

export function openPreviews({ board, hub }: { board: Board; hub: Hub }, lifetime: Lifetime): Previews {
  const pictures = new PreviewedPictures(lifetime);
  return {
    async preview(config) {
      const shown = await board.preview(config);
      const logo = pictures.keep(config);
      const wall = { ...toWall(config, { demo: false, fault: undefined }), ...(logo !== undefined && { logo }) };
      return { wall, sources: hub.sources, alarms: hub.alarms, ...shown, now: Date.now() };
    },
    picture: (address) => pictures.find(address),
  };
}
