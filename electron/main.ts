import { app } from "electron";
import { commandNames, runCli } from "../server/cli.ts";
import { hasDisplay } from "./has-display.ts";
import { runKiosk } from "./kiosk.ts";

// Root, who alone can seal with systemd, must switch Chromium's sandbox off to run a command at all.
const args = process.argv.slice(app.isPackaged ? 1 : 2).filter((argument) => argument !== "--no-sandbox");
const [name = ""] = args;
// Loaded when they are asked for: no start of a wall needs them. These ask Electron about the machine where they can.
const own: Record<string, (args: string[]) => Promise<number>> = {
  doctor: async (args) => (await import("./doctor/kiosk-doctor.ts")).kioskDoctor(args),
  provision: async (args) => (await import("./provision/kiosk-provision.ts")).kioskProvision(args),
};
const isOwn = Object.hasOwn(own, name);
const runCommand = async () => app.exit(await runCli(args, own));
// A command is awaited here, before Electron is ready: it needs no display. The kiosk must not be awaited, since Electron
// is ready only when this file has run to its end: https://www.electronjs.org/docs/latest/tutorial/esm
if (commandNames.includes(name) && !(isOwn && hasDisplay(process))) await runCommand();
else if (isOwn) runCommand().catch(() => app.exit(1));
else runKiosk(args);
