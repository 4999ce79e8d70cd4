import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runInstaller } from "../../../electron/updates/run-installer.ts";

let windows: string;
const noted = (name: string) => readFile(join(windows, name), "utf8");

// What it is told is all that can be looked at here: there is no PowerShell.
beforeEach(async () => {
  windows = await mkdtemp(join(tmpdir(), "nocturne-windows-"));
  vi.stubEnv("SystemRoot", windows);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(windows, { recursive: true });
});

test("[UP73] an installer runs in a process of its own, with a temporary folder of its own, and starts no wall", async () => {
  const folder = join(windows, "System32/WindowsPowerShell/v1.0");
  await mkdir(folder, { recursive: true });
  const notes = `printf '%s\\n' "$NOCTURNE_INSTALLER" "$NOCTURNE_PROGRAM" "$TEMP" "$TMP" > ${join(windows, "told")}`;
  const program = join(folder, "powershell.exe");
  await writeFile(
    program,
    `#!/bin/sh\n${notes}\necho "$4" > ${join(windows, "script")}\ntouch ${join(windows, "done")}\n`,
  );
  await chmod(program, 0o755);
  const temporary = join(windows, "Nocturne Update", "temporary");
  await runInstaller("nocturne 1.1.0.exe", temporary);
  await vi.waitFor(() => stat(join(windows, "done")), 5000);
  expect((await stat(temporary)).isDirectory()).toBe(true);
  expect(await noted("told")).toBe(`nocturne 1.1.0.exe\n${process.execPath}\n${temporary}\n${temporary}\n`);
  const script = Buffer.from(await noted("script"), "base64").toString("utf16le");
  expect(script).toContain("-ArgumentList '--updated', '/S'");
  expect(script).not.toContain("--force-run");
  // Put aside, ended, installed, put back where it is missing, and then the machine: in this order.
  const steps = ["Move-Item", "Stop-Process", "Start-Process", "finally", "Move-Item", "shutdown.exe"];
  let at = -1;
  for (const step of steps) {
    const next = script.indexOf(step, at + 1);
    expect(next, step).toBeGreaterThan(at);
    at = next;
  }
});

test("[UP73] without PowerShell it is told that nothing was started", async () => {
  await expect(runInstaller("nocturne.exe", join(windows, "temporary"))).rejects.toThrow("cannot be started");
});
