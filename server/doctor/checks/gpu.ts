import { constants } from "node:fs";
import { readdir, readlink } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Check } from "../check.ts";
import { fail, listed, pass, skip, warn } from "../finding.ts";
import { may } from "../may-access.ts";

/** The graphics card draws, and this user may ask it to. */
export const gpu: Check = {
  name: "gpu",
  async look({ platform, root, user }) {
    if (platform !== "linux") return skip("only the installed kiosk can see the graphics card here");
    const folder = resolve(root, "dev/dri");
    const nodes = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith("renderD"));
    if (nodes.length === 0)
      return warn(
        "no graphics card (/dev/dri): the processor draws everything",
        "a quiet wall can live with it; at 4K install the graphics driver",
      );
    const denied: string[] = [];
    for (const node of nodes)
      if (!(await may(join(folder, node), constants.R_OK | constants.W_OK))) denied.push(join(folder, node));
    if (denied.length > 0)
      return fail(
        `${user.name} may not use ${listed(denied)}`,
        `usermod --append --groups video,render ${user.name}, then start the wall again`,
      );
    return pass(listed(await Promise.all(nodes.map(async (node) => `${await driverOf(root, node)} (${node})`))));
  },
};

async function driverOf(root: string, node: string): Promise<string> {
  const link = await readlink(resolve(root, "sys/class/drm", node, "device/driver")).catch(() => undefined);
  return link === undefined ? "unknown driver" : basename(link);
}
