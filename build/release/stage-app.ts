import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import { root } from "../root.ts";

/**
 * Puts into `app` what the asar holds: the bundled kiosk and the wall. No node_modules, since all is bundled, and no source
 * maps, which stay with whoever builds.
 */
export async function stageApp(app: string): Promise<void> {
  await mkdir(app, { recursive: true });
  for (const folder of ["electron", "renderer"]) {
    await cp(join(root, "out", folder), join(app, folder), {
      recursive: true,
      filter: (file) => !file.endsWith(".map"),
    });
  }
  const { name, version, description, license, type } = packageJson;
  const own = { name, version, description, license, type, main: "electron/main.js", author: "Nocturne" };
  await writeFile(join(app, "package.json"), JSON.stringify(own));
}
