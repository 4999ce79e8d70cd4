import { app } from "electron";
import { commandNames, runCli } from "../server/cli.ts";
import { hasDisplay } from "./has-display.ts";
import { runKiosk } from "./kiosk.ts";

const args = process.argv.slice(app.isPackaged ? 1 : 2);
const [name = ""] = args;
// Loaded when it is asked for: no start of a wall needs it.
const doctor = async (args: string[]) => (await import("./doctor/kiosk-doctor.ts")).kioskDoctor(args);
const runCommand = async () => app.exit(await runCli(args, { doctor }));
// A command is awaited here, before Electron is ready: it needs no display. The kiosk must not be awaited, since Electron
// is ready only when this file has run to its end: https://www.electronjs.org/docs/latest/tutorial/esm
if (commandNames.includes(name) && !(name === "doctor" && hasDisplay(process))) await runCommand();
// The doctor asks Electron about the machine where it can.
else if (name === "doctor") runCommand().catch(() => app.exit(1));
else runKiosk(args);
