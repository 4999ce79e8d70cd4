import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { ExpectedError, reasonOf } from "../../server/expected-error.ts";
import { powershell } from "./powershell.ts";

// The wall may be the shell of its account, which Windows starts again the moment that the installer ends it, and would
// find half of its files: so its program is put aside first. A shell that could not be started is nothing that Windows
// says how it deals with; the way from power-on is known to work, so the machine is started again, however it ended.
const script = String.raw`
$program = $env:NOCTURNE_PROGRAM
$aside = $program + '.replaced'
try {
  Move-Item -LiteralPath $program -Destination $aside -Force -ErrorAction Stop
  $folder = (Split-Path -Parent $program) + '\'
  Get-Process | Where-Object { $_.Path -and $_.Path.StartsWith($folder, 'OrdinalIgnoreCase') } | Stop-Process -Force
  Start-Sleep -Seconds 2
  $installer = Start-Process -FilePath $env:NOCTURNE_INSTALLER -ArgumentList '--updated', '/S' -PassThru
  if (-not $installer.WaitForExit(480000)) { Stop-Process -Id $installer.Id -Force }
} finally {
  if ((Test-Path -LiteralPath $aside) -and -not (Test-Path -LiteralPath $program)) {
    Move-Item -LiteralPath $aside -Destination $program
  }
  & "$env:SystemRoot\System32\shutdown.exe" /r /f /t 0
}
`;

/**
 * Runs an installer silently, in place of the program that runs, and has the machine started again. It goes on after this
 * process, which it ends. Never with --force-run: what SYSTEM starts is seen by nobody.
 * @param temporary where only administrators may write. NSIS loads what it unpacks into the temporary folder, and
 *   in Windows' own a user can get in its way: CVE-2026-42171
 */
export async function runInstaller(installer: string, temporary: string): Promise<void> {
  await mkdir(temporary, { recursive: true });
  const { program, args, env } = powershell(script, {
    NOCTURNE_INSTALLER: installer,
    NOCTURNE_PROGRAM: process.execPath,
    TEMP: temporary,
    TMP: temporary,
  });
  try {
    const child = spawn(program, args, { env, detached: true, stdio: "ignore", windowsHide: true });
    await once(child, "spawn");
    child.unref();
  } catch (failure) {
    throw new ExpectedError(`the installer ${installer} cannot be started: ${reasonOf(failure)}`);
  }
}
