// `npm start`: the wall on the best screen that this machine has.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { readKioskOptions } from "../electron/kiosk-options.ts";
import { ExpectedError } from "../server/expected-error.ts";
import { Lifetime } from "../server/lifetime.ts";
import { createLog } from "../server/log.ts";
import { type RunningServer, startServer } from "../server/start-server.ts";
import { defaultAccountsFile } from "../server/state-folder.ts";
import { chooseScreen, type Screen } from "./choose-screen.ts";
import { keepBrowser } from "./kiosk-browser.ts";
import { findBrowser, findElectron, hasDisplay, isRoot } from "./machine.ts";
import { root } from "./root.ts";

const say = (words: string) => process.stdout.write(`nocturne: ${words}\n`);

try {
  process.exitCode = await start(process.argv.slice(2));
} catch (failure) {
  if (!(failure instanceof ExpectedError)) throw failure;
  process.stderr.write(`nocturne: ${failure.message}\n`);
  process.exitCode = 1;
}

async function start(args: string[]): Promise<number> {
  const screen = chooseScreen({ electron: findElectron(), browser: findBrowser(), hasDisplay: hasDisplay() });
  if (screen.kind === "electron") return showInElectron(screen, args);
  const lifetime = new Lifetime();
  const server = await serve(args);
  lifetime.onEnd(() => server.stop());
  switch (screen.kind) {
    case "browser":
      say(`the wall is at ${server.url}, in kiosk mode: ${screen.why}. Ctrl-C ends it.`);
      if (isRoot()) say("as root the browser runs without its sandbox; a wall of its own is better run as a user");
      keepBrowser({ program: screen.program, link: () => server.signInLink(), say, lifetime });
      break;
    case "link":
      say(`the wall is served at ${server.url} and shown nowhere: ${screen.why}. Ctrl-C ends it.`);
      offerLinks(server, lifetime);
      break;
  }
  await untilTold();
  await lifetime.end();
  return 0;
}

async function showInElectron(
  { program, why }: Extract<Screen, { kind: "electron" }>,
  args: string[],
): Promise<number> {
  say(`the wall is shown by Electron: ${why}. Ctrl-C ends it.`);
  const child = spawn(program, [...(isRoot() ? ["--no-sandbox"] : []), root, ...args], { stdio: "inherit" });
  // Ctrl-C reaches both; what is sent to this program alone is passed on.
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.on("SIGINT", () => undefined);
  const [code] = await once(child, "exit");
  return typeof code === "number" ? code : 1;
}

function serve(args: string[]): Promise<RunningServer> {
  const { config, accounts = defaultAccountsFile() } = readKioskOptions(args);
  return startServer({ config, accounts, assets: join(root, "out/renderer"), log: createLog() });
}

/** A link signs one browser in, once, within a minute: Enter asks for another. */
function offerLinks(server: RunningServer, lifetime: Lifetime): void {
  say(`open this within a minute, on this machine; it works once: ${server.signInLink()}`);
  if (!process.stdin.isTTY) return;
  say("Enter prints another.");
  const lines = createInterface({ input: process.stdin });
  lines.on("line", () => say(server.signInLink()));
  lifetime.onEnd(() => lines.close());
}

async function untilTold(): Promise<void> {
  await Promise.race((["SIGINT", "SIGTERM", "SIGHUP"] as const).map((signal) => once(process, signal)));
}
