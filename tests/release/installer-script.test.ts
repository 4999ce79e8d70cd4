import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findProgram } from "../../build/machine.ts";
import { root } from "../../build/root.ts";
import { createUpdateTask } from "../../server/doctor/scheduled-task.ts";
import { installFolder } from "../../server/updates/install-note.ts";

const ours = join(root, "build/release/installer.nsh");

// electron-builder's own script needs plug-ins that it downloads. Of that, only what ours builds on is here.
const around = (macros: string) => `
!include LogicLib.nsh
!include FileFunc.nsh
!define APP_FILENAME "Nocturne"
!macro _isUpdated _a _b _t _f
  \${GetParameters} $R8
  StrCmp $R8 "--updated" \`\${_t}\` \`\${_f}\`
!macroend
!define isUpdated \`"" isUpdated ""\`
${macros}
Name "Nocturne"
OutFile "installer.exe"
InstallDir "$PROGRAMFILES64\\Nocturne"
Function .onInit
  !insertmacro customInit
FunctionEnd
Section
  !insertmacro customInstall
  WriteUninstaller "$INSTDIR\\uninstall.exe"
SectionEnd
Section "un.install"
  !insertmacro customUnInstall
SectionEnd
`;

test.skipIf(!findProgram("makensis"))(
  "[UP75] makensis takes what the installer does besides, without a warning (skipped without nsis)",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "nocturne-nsis-"));
    const compile = async (macros: string) => {
      await writeFile(join(folder, "script.nsi"), around(macros));
      return spawnSync("makensis", ["-WX", "-V2", "script.nsi"], { cwd: folder, encoding: "utf8" });
    };
    const good = await compile(await readFile(ours, "utf8"));
    expect(good).toMatchObject({ status: 0, stdout: "" });
    const bad = await compile((await readFile(ours, "utf8")).replace("Pop $0", "Pop $nowhere"));
    expect(bad.status).not.toBe(0);
    await rm(folder, { recursive: true });
  },
);

test("[UP75] the installer registers the task that the doctor looks for, and removes it with its folder", async () => {
  const script = await readFile(ours, "utf8");
  const name = /\/tn ("[^"]+")/.exec(createUpdateTask)?.[1];
  expect(script).toContain(`/create /f /tn ${name} /xml "$INSTDIR\\resources\\start-up\\update-task.xml"`);
  expect(script).toContain(`/delete /f /tn ${name}`);
  expect(script).toContain(`RMDir /r "${installFolder({ ProgramFiles: "$PROGRAMFILES64" }).replaceAll("/", "\\")}"`);
});
