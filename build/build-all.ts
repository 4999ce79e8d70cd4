import { join } from "node:path";
import { build } from "vite";
import { root } from "./root.ts";
import { buildPrograms } from "./vite.node.ts";

/** Builds the wall, the command line and the kiosk into `renderer/`, `server/` and `electron/` of the folder `out`. */
export async function buildAll(out: string): Promise<void> {
  const { NODE_ENV } = process.env;
  // Vitest says "test", with which React's development build would be bundled, and tested in place of the real one.
  process.env["NODE_ENV"] = "production";
  try {
    await build({
      configFile: join(root, "build/vite.renderer.ts"),
      logLevel: "warn",
      build: { outDir: join(out, "renderer"), emptyOutDir: true },
    });
    await buildPrograms(out);
  } finally {
    if (NODE_ENV === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = NODE_ENV;
  }
}
