import { Buffer } from "node:buffer";
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createPackage } from "@electron/asar";
import electronPackage from "electron/package.json" with { type: "json" };

/** Where Electron's programs keep their fuses: a mark, a version, how many there are, and one sign for each. */
const fuseWire = Buffer.concat([
  Buffer.from("dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"),
  Buffer.from([1, 9]),
  Buffer.from("101101010"),
]);

/** A folder with the names of an Electron runtime for Linux. Its program is a script that tells its arguments. */
export async function makeLinuxElectron(folder: string): Promise<void> {
  const program = Buffer.concat([
    Buffer.from('#!/bin/sh\necho "stand-in $*"\nexit 0\n# '),
    fuseWire,
    Buffer.from("\n"),
  ]);
  await putAll(folder, {
    electron: program,
    "chrome-sandbox": "#!/bin/sh\n",
    chrome_crashpad_handler: "#!/bin/sh\n",
    "locales/en-US.pak": "",
    "locales/de.pak": "",
    version: electronPackage.version,
    LICENSE: "Electron's licence",
    "LICENSES.chromium.html": "<p>Chromium's licences",
  });
  await makeExample(folder);
  for (const name of ["electron", "chrome-sandbox", "chrome_crashpad_handler"]) await chmod(join(folder, name), 0o755);
}

/** The same for Windows, with any small program of that system as its own: it is changed and signed, and never run. */
export async function makeWindowsElectron(folder: string, program: Buffer): Promise<void> {
  await putAll(folder, {
    "electron.exe": Buffer.concat([program, fuseWire]),
    "locales/en-US.pak": "",
    "ffmpeg.dll": "",
    version: electronPackage.version,
    LICENSE: "Electron's licence",
    "LICENSES.chromium.html": "<p>Chromium's licences",
  });
  await makeExample(folder);
}

async function putAll(folder: string, files: Record<string, string | Buffer>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** Electron's own example, which a folder given to electron-builder brings along. */
async function makeExample(folder: string): Promise<void> {
  await putAll(join(folder, "example"), { "main.js": "" });
  await mkdir(join(folder, "resources"));
  await createPackage(join(folder, "example"), join(folder, "resources/default_app.asar"));
  await rm(join(folder, "example"), { recursive: true });
}
