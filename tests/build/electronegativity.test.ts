import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { baseline, compare } from "../../build/electronegativity/baseline.ts";
import { scan } from "../../build/electronegativity/scan.ts";
import { isToolInstalled } from "../../build/electronegativity/tool.ts";
import { root } from "../../build/root.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "nocturne-planted-"));
  for (const name of ["renderer", "server"]) await mkdir(join(folder, name));
  await cp(join(root, "electron"), join(folder, "electron"), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

describe.skipIf(!isToolInstalled())("what electronegativity finds", () => {
  it("[LD7] is what was reviewed, in the sources as they are", async () => {
    expect(compare(await scan())).toEqual([]);
  });

  it("[LD7] is every fault that is planted, with its place", async () => {
    const window = join(folder, "electron/screens/kiosk-window.ts");
    const source = await readFile(window, "utf8");
    await writeFile(window, source.replace("sandbox: true", "sandbox: false").replace("webSecurity: true,", ""));
    await writeFile(
      join(folder, "renderer/planted.tsx"),
      "import { shell } from 'electron';\nexport const Bad = () => <a onClick={() => shell.openExternal(location.href)} />;\n",
    );
    await writeFile(
      join(folder, "server/planted.ts"),
      "declare const page: Electron.BrowserWindow;\npage.loadURL('http://somewhere.example/');\n",
    );
    expect(compare(await scan(folder)).toSorted()).toEqual([
      expect.stringMatching(/^electron\/screens\/kiosk-window\.ts:\d+: SANDBOX_JS_CHECK: sandbox: false,$/),
      expect.stringMatching(/^renderer\/planted\.tsx:2: OPEN_EXTERNAL_JS_CHECK: /),
      expect.stringMatching(/^server\/planted\.ts:2: HTTP_RESOURCES_JS_CHECK: /),
    ]);
  });

  it("[LD7] is told to be missing where nothing was read, or what was reviewed is gone", async () => {
    await rm(join(folder, "electron"), { recursive: true });
    await mkdir(join(folder, "electron"));
    const faults = compare(await scan(folder));
    for (const { check, file } of baseline.filter(({ file }) => file !== "N/A"))
      expect(faults).toContainEqual(expect.stringContaining(`${file}: ${check} is in the baseline and was not found`));
  });

  it("[LD7] is an error where a source cannot be read", async () => {
    await writeFile(join(folder, "electron/broken.ts"), "const ( = ;\n");
    await expect(scan(folder)).rejects.toThrow("electronegativity cannot read\nelectron/broken.ts: ");
  });
});
