import { join } from "node:path";
import { build } from "vite";
import { root } from "./root.ts";
import { buildPrograms } from "./vite.node.ts";

/** Builds the wall, the command line and the kiosk into `renderer/`, `server/` and `electron/` of the folder `out`. */
export async function buildAll(out: string): Promise<void> {
  await build({
    configFile: join(root, "build/vite.renderer.ts"),
    logLevel: "warn",
    build: { outDir: join(out, "renderer"), emptyOutDir: true },
  });
  await buildPrograms(out);
}
