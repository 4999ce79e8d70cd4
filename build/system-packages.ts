import { spawnSync } from "node:child_process";
import { findBrowser, findPostgres, findProgram, isRoot } from "./machine.ts";

interface Need {
  /** Debian's name for it. */
  debian: string;
  what: string;
  isMet(): boolean;
}

const needs = {
  browser: { debian: "chromium", what: "Chromium", isMet: () => findBrowser() !== undefined },
  headlessShell: program("chromium-headless-shell", "chromium-headless-shell"),
  ping: { debian: "iputils-ping", what: "ping", isMet: () => findProgram("ping") !== undefined || !isLinux() },
  prometheus: daemon("prometheus"),
  alertmanager: daemon("prometheus-alertmanager"),
  nodeExporter: daemon("prometheus-node-exporter"),
  redis: daemon("redis-server"),
  postgres: {
    debian: "postgresql",
    what: "PostgreSQL",
    isMet: () => findPostgres() !== undefined || !isLinux(),
  },
  cage: program("cage", "cage"),
  systemdAnalyze: program("systemd", "systemd-analyze"),
  desktopFileValidate: program("desktop-file-utils", "desktop-file-validate"),
  xmllint: program("libxml2-utils", "xmllint"),
  gpg: program("gnupg", "gpg"),
  gpgv: program("gpgv", "gpgv"),
  debsigVerify: program("debsig-verify", "debsig-verify"),
  aptFtparchive: program("apt-utils", "apt-ftparchive"),
  lintian: program("lintian", "lintian"),
  osslsigncode: program("osslsigncode", "osslsigncode"),
  makensis: program("nsis", "makensis"),
} satisfies Record<string, Need>;

/** What only the tests need, and start by themselves on free ports. */
export const testDaemons: NeedName[] = ["prometheus", "alertmanager", "nodeExporter", "redis", "postgres"];

/** What the tests try the start-up files and the packages with. */
export const testTools: NeedName[] = [
  "cage",
  "systemdAnalyze",
  "desktopFileValidate",
  "xmllint",
  "gpg",
  "gpgv",
  "debsigVerify",
  "aptFtparchive",
  "lintian",
  "osslsigncode",
  "makensis",
];

export type NeedName = keyof typeof needs;

/** Installs what is missing where this user may (root, apt); else says what to install, and goes on. */
export function installMissing(names: NeedName[]): void {
  const missing: Need[] = names.map((name) => needs[name]).filter(({ isMet }) => !isMet());
  if (missing.length === 0) return;
  const packages = missing.map(({ debian }) => debian);
  const mayInstall = isRoot() && findProgram("apt-get") !== undefined;
  if (mayInstall) {
    say(`installs ${packages.join(", ")} by apt …`);
    apt(["update", "-qq"]);
    apt(["install", "-qq", "-y", "--no-install-recommends", ...packages]);
  }
  const still = missing.filter(({ isMet }) => !isMet());
  if (still.length === 0) return;
  say(`${still.map(({ what }) => what).join(" and ")} missing; what needs it is left out. To install it:`);
  say(`  Debian, Ubuntu: sudo apt-get install ${still.map(({ debian }) => debian).join(" ")}`);
}

function apt(args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", args, { stdio: ["ignore", 2, 2], env });
}

/** A daemon whose Debian package and program have one name. */
function daemon(name: string): Need {
  return program(name, name);
}

function program(debian: string, name: string): Need {
  return { debian, what: name, isMet: () => findProgram(name) !== undefined || !isLinux() };
}

function isLinux(): boolean {
  return process.platform === "linux";
}

function say(words: string): void {
  process.stderr.write(`nocturne: ${words}\n`);
}
