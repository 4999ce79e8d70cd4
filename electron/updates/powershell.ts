import { join } from "node:path";

/**
 * How to run a script in the PowerShell that every Windows has. What it shall know comes by the environment: nothing in
 * that is read as a command. Encoded, since quotes in an argument are read differently by whoever passes it on.
 */
export function powershell(script: string, given: Record<string, string>) {
  const windows = process.env["SystemRoot"] ?? String.raw`C:\Windows`;
  // One of PowerShell 7 keeps the old PowerShell from finding its own modules.
  const own = Object.entries(process.env).filter(([name]) => name.toLowerCase() !== "psmodulepath");
  return {
    program: join(windows, "System32", "WindowsPowerShell", "v1.0", "powershell.exe"),
    args: ["-NoProfile", "-NonInteractive", "-EncodedCommand", Buffer.from(script, "utf16le").toString("base64")],
    env: { ...Object.fromEntries(own), ...given },
  };
}
