import { fileURLToPath } from "node:url";
import { app, ipcMain, Menu, powerSaveBlocker, safeStorage, session } from "electron";
import type { Logger } from "pino";
import { provisionAccount } from "../server/accounts/accounts.ts";
import { defaultAccountsFile } from "../server/cli.ts";
import { ExpectedError } from "../server/expected-error.ts";
import { Lifetime } from "../server/lifetime.ts";
import { createLog } from "../server/log.ts";
import { LogRing } from "../server/log-ring.ts";
import { startServer } from "../server/start-server.ts";
import { askSession } from "./ask-session.ts";
import { AutoLogin } from "./auto-login.ts";
import { openBridge } from "./bridge.ts";
import { findVault } from "./credential-vault.ts";
import { kioskInfo } from "./kiosk-info.ts";
import { readKioskOptions } from "./kiosk-options.ts";
import { openKioskWindow } from "./kiosk-window.ts";
import { leave } from "./leaving.ts";
import { lockApp, lockSession } from "./lockdown.ts";
import { openCredential } from "./open-credential.ts";
import { ownOrigin } from "./own-origin.ts";
import { firstPlan } from "./sign-in-plan.ts";
import { wallSession, wallUser } from "./wall-session.ts";

const stopWithinMs = 5000;

/** Shows the wall until it is told to quit. What fails ends the process with 1: the supervisor starts it again. */
export function runKiosk(args: string[]): void {
  const ring = new LogRing();
  const log = createLog(ring);
  const lifetime = new Lifetime();
  const end = (code: number) => exitAfter(lifetime, { code, log });
  const fail = (failure: unknown) => {
    if (failure instanceof ExpectedError) log.fatal(failure.message);
    else log.fatal({ err: failure }, "the kiosk failed");
    end(1);
  };
  // Without these two Electron shows a dialog, or carries on half alive.
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
  app.on("window-all-closed", () => app.quit());
  app.on("will-quit", (event) => {
    event.preventDefault();
    end(0);
  });
  showWall(args, { log, lifetime, end, recentLog: () => ring.lines() }).catch(fail);
}

interface Kiosk {
  log: Logger;
  lifetime: Lifetime;
  end(code: number): void;
  recentLog(): string[];
}

async function showWall(args: string[], { log, lifetime, end, recentLog }: Kiosk): Promise<void> {
  const options = readKioskOptions(args);
  if (!app.requestSingleInstanceLock())
    throw new ExpectedError("the wall is already shown by another Nocturne of this user");
  app.enableSandbox();
  await app.whenReady();
  Menu.setApplicationMenu(null);

  const accounts = options.accounts ?? defaultAccountsFile();
  const assets = fileURLToPath(new URL("../renderer", import.meta.url));
  const server = await startServer({ config: options.config, accounts, assets, log, recentLog });
  lifetime.onEnd(() => server.stop());

  const own = ownOrigin(server.url);
  const partition = session.fromPartition("kiosk");
  lockApp(app, { own, unlockKey: () => server.kiosk().unlockKey });
  lockSession(partition, own);
  const window = openKioskWindow(partition, { devTools: !app.isPackaged });

  const folder = app.getPath("userData");
  const { env, platform } = process;
  const vault = await findVault({
    env,
    platform,
    folder,
    keyring: safeStorage,
    allowPlain: options.allowPlainCredential,
  });
  const credential = await openCredential(vault, log);
  const { password } = credential;
  const steps = wallSession(partition, {
    serverUrl: server.url,
    password,
    loginKey: server.loginKey,
    provision: () => provisionAccount(accounts, { user: wallUser, role: "wall", password }),
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
      identifyDisplays: () => {
        throw new ExpectedError("this kiosk cannot number its displays");
      },
      kioskInfo: () => kioskInfo({ vault: vault.kind }),
      leave: (leaving, by) => leave(leaving, by, { app, env, platform, end, log }),
    },
  });

  const blocker = powerSaveBlocker.start("prevent-display-sleep");
  lifetime.onEnd(() => void powerSaveBlocker.stop(blocker));
  await autoLogin.attempted;
  if (lifetime.over) return;
  await window.loadURL(server.url);
  log.info({ url: server.url, vault: vault.kind }, "the wall is shown");
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
