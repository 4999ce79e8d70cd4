import { defineConfig } from "playwright/test";
import { findBrowser, findElectron } from "./machine.ts";

const electron = findElectron();
const browser = findBrowser();

/** One spec, two screens: this machine's Chromium everywhere, and Electron where a runtime is. */
export default defineConfig({
  testDir: "../tests/e2e",
  outputDir: "../out/e2e",
  // Walls are timed: two at once on two cores would measure each other.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 60_000,
  retries: 1,
  use: {
    viewport: { width: 1920, height: 1080 },
    launchOptions: {
      ...(browser && { executablePath: browser }),
      args: ["--disable-gpu", "--disable-quic", "--autoplay-policy=no-user-gesture-required"],
    },
  },
  projects: [
    { name: "chromium", use: { browserName: "chromium" } },
    ...(electron ? [{ name: "electron", metadata: { runtime: electron } }] : []),
  ],
});
