import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type Edid, readEdid } from "./edid.ts";

/** An output of a graphics card with a display on it: `HDMI-A-1`. */
export interface Display {
  output: string;
  /** Undefined where it cannot be read: some switches and extenders swallow it. */
  edid: Edid | undefined;
}

/** The outputs that the kernel knows (drm-kms, sysfs); `connected` are those with a display that is there. */
export async function findDisplays(root: string): Promise<{ outputs: number; connected: Display[] }> {
  const folder = resolve(root, "sys/class/drm");
  const names = await readdir(folder).catch(() => []);
  const outputs = names.filter((name) => /^card\d+-/.test(name)).toSorted();
  const displays = await Promise.all(
    outputs.map(async (name): Promise<Display[]> => {
      const status = await readFile(join(folder, name, "status"), "utf8").catch(() => "");
      if (status.trim() !== "connected") return [];
      const bytes = await readFile(join(folder, name, "edid")).catch(() => Buffer.alloc(0));
      return [{ output: name.replace(/^card\d+-/, ""), edid: readEdid(bytes) }];
    }),
  );
  return { outputs: outputs.length, connected: displays.flat() };
}
