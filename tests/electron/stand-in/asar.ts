import nodeFs from "node:fs";
import Module, { syncBuiltinESMExports } from "node:module";

/**
 * As in an installed kiosk: `fs` takes whatever is named `.asar` for a folder, and cannot read it as a file, while
 * `original-fs` can. The kiosk's own code lies beside the asar here.
 */
export function behaveAsPackaged(resources: string): void {
  const original = { ...nodeFs, promises: { ...nodeFs.promises } };
  nodeFs.createReadStream = (path, ...options) => {
    refuseAsar(path);
    return original.createReadStream(path, ...options);
  };
  nodeFs.promises.readFile = (async (path: string, ...options: []) => {
    refuseAsar(path);
    return original.promises.readFile(path, ...options);
  }) as typeof nodeFs.promises.readFile;
  syncBuiltinESMExports();
  // What require() goes through: https://nodejs.org/api/module.html has no word for it, and Electron does the same.
  const load = Reflect.get(Module, "_load") as (request: string, ...rest: unknown[]) => unknown;
  Reflect.set(Module, "_load", (request: string, ...rest: unknown[]) =>
    request === "original-fs" ? original : load(request, ...rest),
  );
  Object.assign(process, { resourcesPath: resources });
  // The arguments of an installed program begin right after its name.
  process.argv.splice(1, 1);
}

function refuseAsar(path: unknown): void {
  if (!String(path).endsWith(".asar")) return;
  throw Object.assign(new Error(`EISDIR: illegal operation on a directory, ${String(path)}`), { code: "EISDIR" });
}
