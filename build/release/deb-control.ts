import packageJson from "../../package.json" with { type: "json" };
import type { Arch } from "./options.ts";

/** Debian's names for them. */
export const debianArch: Record<Arch, string> = { x64: "amd64", arm64: "arm64" };

/** What Electron is linked with, under the names of Debian 12 and of Ubuntu 24.04, and what the unit starts. */
const depends = [
  "adduser",
  "cage",
  "kbd",
  "seatd",
  "systemd",
  "libasound2t64 | libasound2",
  "libatspi2.0-0t64 | libatspi2.0-0",
  "libgbm1",
  "libgtk-3-0t64 | libgtk-3-0",
  "libnss3",
  "libpam-runtime",
  "libsecret-1-0",
  "util-linux",
  "xdg-utils",
];

/** `installedBytes`: of all files. https://www.debian.org/doc/debian-policy/ch-controlfields.html */
export function debControl(arch: Arch, installedBytes: number): string {
  return `Package: nocturne
Version: ${debVersion(packageJson.version)}
Architecture: ${debianArch[arch]}
Maintainer: Nocturne <nocturne@localhost>
Installed-Size: ${Math.ceil(installedBytes / 1024)}
Depends: ${depends.join(", ")}
Recommends: gpgv, iputils-ping
Section: net
Priority: optional
Description: live panels on the wall of a network operations centre
 A kiosk for a PC behind a television: it shows what is wrong, what is known
 to be well, and what it cannot see; it signs itself in, recovers by itself,
 and needs no keyboard.
`;
}

/** A pre-release comes before its release: 1.0.0-rc.1 is 1.0.0~rc.1. */
export function debVersion(version: string): string {
  return version.replace("-", "~");
}
