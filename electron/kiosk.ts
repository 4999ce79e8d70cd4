import { fileURLToPath } from "node:url";
import { app, ipcMain, Menu, safeStorage, session } from "electron";
import type { Logger } from "pino";
import { provisionAccount } from "../server/accounts/accounts.ts";
import { ExpectedError } from "../server/expected-error.ts";
import { Lifetime } from "../server/lifetime.ts";
import { createLog } from "../server/log.ts";
import { LogRing } from "../server/log-ring.ts";
import { startServer } from "../server/start-server.ts";
import { defaultAccountsFile, stateFolder } from "../server/state-folder.ts";
import { openBridge } from "./bridge.ts";
import { kioskInfo } from "./kiosk-info.ts";
import { readKioskOptions, readLogFolder } from "./kiosk-options.ts";
import { leave } from "./leaving.ts";
import { lockApp, lockSession } from "./lockdown/lockdown.ts";
import { ownCertificate } from "./lockdown/own-certificate.ts";
import { ownOrigin } from "./lockdown/own-origin.ts";
import { ProvenPictures } from "./picture/picture-proof.ts";
import { beginAnew } from "./recovery/begin-anew.ts";
import { countGoodRun, openCrashCounter } from "./recovery/crash-counter.ts";
import { keepCrashReports } from "./recovery/crash-reports.ts";
import { renewWindows } from "./recovery/renewal.ts";
import { watchChildren, watchServer, watchSleep } from "./recovery/watch-machine.ts";
import { feedWatchdog, watchdogOf } from "./recovery/watchdog.ts";
import { hasWindowPerDisplay } from "./screens/displays.ts";
import { openKioskWindow } from "./screens/kiosk-window.ts";
import { stayAwake } from "./screens/stay-awake.ts";
import { openWallScreens } from "./screens/wall-screens.ts";
import { askSession } from "./sign-in/ask-session.ts";
import { AutoLogin } from "./sign-in/auto-login.ts";
import { keepRotating } from "./sign-in/credential-rotation.ts";
import { findVault } from "./sign-in/credential-vault.ts";
import { openCredential } from "./sign-in/open-credential.ts";
import { firstPlan } from "./sign-in/sign-in-plan.ts";
import { wallSession, wallUser } from "./sign-in/wall-session.ts";
import { clearStaleLock } from "./single-instance.ts";
import { switches } from "./switches.ts";
import type { WindowsUpdatesOptions } from "./updates/windows-updates.ts";

const stopWithinMs = 5000;

/** How a run came to its end, for the next one to know. */
interface Run {
  log: Logger;
  lifetime: Lifetime;
  /** It was not told to end, and nothing that a person can mend ended it. */
  hasDied: boolean;
  end(code: number): void;
  /** Its last lines, oldest first. */
  recentLog(): string[];
}

/** Shows the wall until it is told to quit. What fails ends the process with 1: the supervisor starts it again. */
export function runKiosk(args: string[]): void {
  const ring = new LogRing();
  const log = createLog({ folder: readLogFolder(args), ring });
  const lifetime = new Lifetime();
  const run: Run = {
    log,
    lifetime,
    hasDied: false,
    end: (code) => exitAfter(lifetime, { code, log }),
    recentLog: () => ring.lines(),
  };
  const fail = (failure: unknown) => {
    if (failure instanceof ExpectedError) log.fatal(failure.message);
    else log.fatal({ err: failure }, "the kiosk failed");
    run.hasDied ||= !(failure instanceof ExpectedError);
    run.end(1);
  };
  // Without these two Electron shows a dialog, or carries on half alive.
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
  // Without a listener Electron quits: a window that was closed is opened again.
  app.on("window-all-closed", () => log.warn("there is no window any more"));
  app.on("will-quit", (event) => {
    event.preventDefault();
    run.end(0);
  });
  showWall(args, run).catch(fail);
}

async function showWall(args: string[], run: Run): Promise<void> {
  const { log, lifetime } = run;
  const options = readKioskOptions(args);
  clearStaleLock(app.getPath("userData"), log);
  if (!app.requestSingleInstanceLock())
    throw new ExpectedError("the wall is already shown by another Nocturne of this user");
  app.on("second-instance", () => log.warn("another Nocturne of this user was started, and ends itself"));
  for (const [name, value] of switches) app.commandLine.appendSwitch(name, value);
  const folder = app.getPath("userData");
  const counter = openCrashCounter(folder, log);
  lifetime.onEnd(() => (run.hasDied ? undefined : counter.count("ended")));
  const { withoutGpu } = counter;
  if (withoutGpu) app.disableHardwareAcceleration();
  const accounts = options.accounts ?? defaultAccountsFile();
  keepCrashReports(stateFolder(accounts), { log, lifetime });
  app.enableSandbox();
  await app.whenReady();
  Menu.setApplicationMenu(null);

  const assets = fileURLToPath(new URL("../renderer", import.meta.url));
  const pictures = new ProvenPictures();
  const updates = await openUpdates({ folder, pictures, log, lifetime });
  const { recentLog } = run;
  const server = await startServer({
    config: options.config,
    accounts,
    assets,
    pictures,
    ...(updates && { updates: { folder } }),
    recentLog,
    log,
  });
  lifetime.onEnd(() => server.stop());

  const { env, platform } = process;
  const own = ownOrigin(server.url);
  const partition = session.fromPartition("kiosk");
  lockApp(app, { own, unlockKey: () => server.kiosk().unlockKey });
  lockSession(partition, { own, isOwnCertificate: ownCertificate(server.url, server.certificate) });
  const screens = openWallScreens({
    serverUrl: server.url,
    windowPerDisplay: hasWindowPerDisplay(env, platform),
    withoutGpu,
    openWindow: ({ screen, display }, hidden) =>
      openKioskWindow(partition, {
        title: `Nocturne ${screen}`,
        bounds: display.bounds,
        hidden,
        devTools: !app.isPackaged,
      }),
    pictures,
    restart: (rung) => void beginAnew(rung, { counter, run }),
    log,
    lifetime,
  });
  stayAwake(lifetime);

  const vault = await findVault({
    env,
    platform,
    folder,
    keyring: safeStorage,
    allowPlain: options.allowPlainCredential,
  });
  const credential = await openCredential(vault, log);
  const steps = wallSession(partition, {
    serverUrl: server.url,
    password: () => credential.password,
    loginKey: server.loginKey,
    provision: () => provisionAccount(accounts, { user: wallUser, role: "wall", password: credential.password }),
    signInLink: () => server.signInLink(),
    signal: lifetime.signal,
  });
  const autoLogin = new AutoLogin({ first: firstPlan(credential), steps, log, lifetime });
  partition.webRequest.onCompleted({ urls: [`${server.url}/api/session`] }, ({ statusCode }) => {
    if (statusCode === 401) autoLogin.lookNow();
  });

  openBridge(ipcMain, {
    own,
    log,
    askSession: () => askSession(partition, server.url),
    deeds: {
      identifyDisplays: () => screens.identify(),
      kioskInfo: () =>
        kioskInfo({ vault: vault.kind, displays: screens.list(), recovery: Object.fromEntries(pictures.steps()) }),
      leave: (leaving, by) => leave(leaving, by, { app, env, platform, end: run.end, log }),
    },
  });
  await autoLogin.attempted;
  if (lifetime.over) return;

  const loaded = screens.load();
  const watching = { screens, log, lifetime };
  watchServer(partition, server.url, watching);
  watchSleep(watching, () => autoLogin.lookNow());
  watchChildren(app, counter, watching);
  renewWindows({ screens, server, metrics: app, lifetime });
  const provenAgeMs = () => pictures.provenAgeMs();
  countGoodRun(counter, provenAgeMs, lifetime);
  updates?.watch(server);
  feedWatchdog({ watchdog: watchdogOf(env), provenAgeMs, first: pictures.first, log, lifetime });
  await loaded;
  log.info({ url: server.url, vault: vault.kind, withoutGpu }, "the wall is shown");
  await keepRotating({ credential, vault, place: { file: accounts, user: wallUser }, log, lifetime });
}

/** Elsewhere the system's packages bring updates. */
async function openUpdates(options: WindowsUpdatesOptions) {
  if (process.platform !== "win32" || !app.isPackaged) return undefined;
  const { openWindowsUpdates } = await import("./updates/windows-updates.ts");
  const updates = await openWindowsUpdates(options);
  await updates.launch();
  return updates;
}

function exitAfter(lifetime: Lifetime, { code, log }: { code: number; log: Logger }): void {
  setTimeout(() => app.exit(1), stopWithinMs).unref();
  lifetime.end().then(
    () => app.exit(code),
    (failure: unknown) => {
      log.error({ err: failure }, "did not stop cleanly");
      app.exit(1);
    },
  );
}
