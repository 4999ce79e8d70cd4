import { app } from "electron";
import { commandNames, runCli } from "../server/cli.ts";
import { runKiosk } from "./kiosk.ts";

const args = process.argv.slice(app.isPackaged ? 1 : 2);
// A command is awaited here, before Electron is ready: it needs no display. The kiosk must not be awaited, since Electron
// is ready only when this file has run to its end: https://www.electronjs.org/docs/latest/tutorial/esm
if (commandNames.includes(args[0] ?? "")) app.exit(await runCli(args));
else runKiosk(args);
