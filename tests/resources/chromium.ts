import { existsSync } from "node:fs";

/** Debian's Chromium first: the one that CI installs. */
const candidates = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export const chromiumPath = candidates.find((path) => existsSync(path)) ?? "chromium";

const shell = "/usr/bin/chromium-headless-shell";

/** The same Chromium without the browser around it, where Debian has it: a page is open in half the time. */
export const headlessPath = existsSync(shell) ? shell : chromiumPath;

/** What a headless Chromium needs as root and without a network: no sandbox, and no talk with the outside. */
export const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  // As the kiosk and `npm start` do; a browser without it blocks the sound.
  "--autoplay-policy=no-user-gesture-required",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // The headless shell rounds each letter's width to whole pixels otherwise, as no screen's Chromium does.
  "--font-render-hinting=none",
];
