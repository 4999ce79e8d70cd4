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
  "udev",
  "xdg-utils",
];

/** The field is required; the project answers where its repository is, and has no address for mail. */
const maintainer = "The Nocturne authors <nocturne@noc.example>";

/** `installedBytes`: of all files. https://www.debian.org/doc/debian-policy/ch-controlfields.html */
export function debControl(arch: Arch, installedBytes: number): string {
  return `Package: nocturne
Version: ${debVersion(packageJson.version)}
Architecture: ${debianArch[arch]}
Maintainer: ${maintainer}
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

/** In the form that Debian's tools read; what changed is told in CHANGELOG.md beside it. `date`: of the build. */
export function debChangelog(date: Date): string {
  const day = date.toUTCString().replace("GMT", "+0000");
  return `nocturne (${debVersion(packageJson.version)}) stable; urgency=medium

  * See CHANGELOG.md.gz.

 -- ${maintainer}  ${day}
`;
}

/** A pre-release comes before its release: 1.0.0-rc.1 is 1.0.0~rc.1. */
export function debVersion(version: string): string {
  return version.replace("-", "~");
}
