import { app } from "electron";
import { commandNames, runCli } from "../server/cli.ts";
import { hasDisplay } from "./has-display.ts";
import { runKiosk } from "./kiosk.ts";

// Root, who alone can seal with systemd, must switch Chromium's sandbox off to run a command at all.
const args = process.argv.slice(app.isPackaged ? 1 : 2).filter((argument) => argument !== "--no-sandbox");
const [name = ""] = args;
// Loaded when they are asked for: no start of a wall needs them.
const own: Record<string, (args: string[]) => Promise<number>> = {
  doctor: async (args) => (await import("./doctor/kiosk-doctor.ts")).kioskDoctor(args),
  provision: async (args) => (await import("./provision/kiosk-provision.ts")).kioskProvision(args),
  "install-update": async () => (await import("./updates/install-update.ts")).installUpdateCommand(),
};
// These ask Electron about the machine, where there is a display.
const needsElectron = ["doctor", "provision"].includes(name) && hasDisplay(process);
const runCommand = async () => app.exit(await runCli(args, own));
// A command is awaited here, before Electron is ready: it needs no display. The kiosk must not be awaited, since Electron
// is ready only when this file has run to its end: https://www.electronjs.org/docs/latest/tutorial/esm
if (needsElectron) runCommand().catch(() => app.exit(1));
else if (Object.hasOwn(own, name) || commandNames.includes(name)) await runCommand();
else runKiosk(args);
