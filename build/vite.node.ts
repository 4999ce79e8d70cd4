import { copyFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { build } from "vite";
import packageJson from "../package.json" with { type: "json" };
import { fillCompileCache } from "./fill-compile-cache.ts";
import { root } from "./root.ts";
import { withoutUndici } from "./without-undici.ts";

interface Program {
  entry: string;
  folder: string;
  file: string;
}

const programs: Program[] = [
  { entry: "build/nocturne.ts", folder: "server", file: "nocturne.js" },
  { entry: "electron/main.ts", folder: "electron", file: "main.js" },
];

/** Bundles the command line and the kiosk into `out`, so that they need nothing of node_modules. */
export async function buildPrograms(out: string): Promise<void> {
  for (const program of programs) await buildProgram(program, out);
  await buildPreload(out);
  await copyFile(join(root, "build/launch.mjs"), join(out, "server/cli.js"));
  await fillCompileCache(out);
}

/** One CommonJS file that asks for nothing but "electron": more a sandboxed preload script cannot load. */
async function buildPreload(out: string): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: "warn",
    build: {
      outDir: join(out, "electron"),
      emptyOutDir: false,
      target: "chrome140",
      minify: true,
      lib: { entry: join(root, "electron/preload/preload.ts"), formats: ["cjs"], fileName: () => "preload.cjs" },
      rolldownOptions: { external: ["electron"] },
    },
  });
}

async function buildProgram({ entry, folder, file }: Program, out: string): Promise<void> {
  const outDir = join(out, folder);
  await build({
    configFile: false,
    root,
    logLevel: "warn",
    plugins: [withoutUndici()],
    define: { NOCTURNE_VERSION: JSON.stringify(packageJson.version) },
    ssr: { noExternal: true, external: ["electron"] },
    build: {
      ssr: join(root, entry),
      outDir,
      emptyOutDir: true,
      target: "node24",
      // A third less to compile at each start. The source maps say where a stack of the log stands in the source.
      minify: true,
      sourcemap: true,
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: {
        // ws and pg ask for these native helpers and do without.
        external: ["bufferutil", "utf-8-validate", "pg-native", ...builtinModules],
        // What is imported late lies beside what imports it, since both find demo.yaml by their own place.
        output: { entryFileNames: file, chunkFileNames: "[name].js" },
      },
    },
  });
  await copyFile(join(root, "server/config/demo.yaml"), join(outDir, "demo.yaml"));
}
