import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { switchArguments } from "../electron/switches.ts";
import type { Lifetime } from "../server/lifetime.ts";
import { isRoot } from "./machine.ts";

const firstPauseMs = 1000;
const longestPauseMs = 60_000;
/** A browser that lived so long did start: the next one is not made to wait. */
const healthyMs = 60_000;
const killAfterMs = 3000;

/** Besides what the kiosk tells its own. */
const browserArguments = [
  "--kiosk",
  "--no-first-run",
  "--no-default-browser-check",
  "--noerrdialogs",
  "--disable-infobars",
  "--disable-session-crashed-bubble",
  "--disable-translate",
  "--disable-pinch",
  "--overscroll-history-navigation=0",
  "--autoplay-policy=no-user-gesture-required",
  "--disable-background-timer-throttling",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--password-store=basic",
];

export interface KioskBrowserOptions {
  program: string;
  /** A new link for each start: it signs in once. */
  link(): string;
  say(words: string): void;
  lifetime: Lifetime;
}

/** Keeps a browser on the wall, in a profile of its own that goes with it, until the lifetime ends. */
export function keepBrowser({ program, link, say, lifetime }: KioskBrowserOptions): void {
  const profile = mkdtempSync(join(tmpdir(), "nocturne-browser-"));
  lifetime.onEnd(() => rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  // Chromium's sandbox refuses root.
  const own = [`--user-data-dir=${profile}`, ...(isRoot() ? ["--no-sandbox"] : [])];
  let pauseMs = firstPauseMs;
  const open = () => {
    const openedAt = performance.now();
    // A group of its own: Ctrl-C is for this program, which then ends the browser and its helpers.
    const child = spawn(program, [...switchArguments, ...browserArguments, ...own, link()], {
      stdio: "ignore",
      detached: true,
    });
    const forget = lifetime.onEnd(() => endGroup(child));
    let hasEnded = false;
    const again = (how: string) => {
      if (hasEnded || lifetime.over) return;
      hasEnded = true;
      forget();
      if (performance.now() - openedAt >= healthyMs) pauseMs = firstPauseMs;
      say(`the browser ${how}; it is started again in ${pauseMs / 1000} s`);
      lifetime.after(pauseMs, open);
      pauseMs = Math.min(longestPauseMs, pauseMs * 2);
    };
    child.once("exit", (code, signal) => again(signal ? `was ended by ${signal}` : `ended with ${code}`));
    child.once("error", (failure) => again(`cannot be started (${failure.message})`));
  };
  open();
}

/** Ends the browser with all of its processes, and waits for it. */
async function endGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const { pid } = child;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  signalGroup(pid, "SIGTERM");
  const timer = setTimeout(() => signalGroup(pid, "SIGKILL"), killAfterMs);
  await gone;
  clearTimeout(timer);
  // Helpers that outlived it would go on writing to the profile.
  signalGroup(pid, "SIGKILL");
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    // It has just ended by itself.
  }
}
