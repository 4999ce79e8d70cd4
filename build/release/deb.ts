import { createHash } from "node:crypto";
import { chmod, cp, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import packageJson from "../../package.json" with { type: "json" };
import { root } from "../root.ts";
import { debChangelog, debControl, debianArch, debVersion } from "./deb-control.ts";
import { exportKey, type GpgKey } from "./gpg.ts";
import type { Arch } from "./options.ts";
import { run } from "./run.ts";

export interface DebOptions {
  /** The unpacked build, which becomes /opt/Nocturne. */
  unpacked: string;
  out: string;
  arch: Arch;
  /** Its public half is installed, for `nocturne doctor`. */
  key: GpgKey | undefined;
  /** Of every file, epoch seconds: two builds of one commit are alike. */
  dateSeconds: number;
}

/** Files of build/ by where they are installed. */
const files: Record<string, string> = {
  "linux/nocturne@.service": "lib/systemd/system/nocturne@.service",
  "linux/nocturne-credential.service": "lib/systemd/system/nocturne-credential.service",
  "linux/nocturne-update.service": "lib/systemd/system/nocturne-update.service",
  "linux/nocturne-update.timer": "lib/systemd/system/nocturne-update.timer",
  "linux/nocturne.service": "usr/lib/systemd/user/nocturne.service",
  "linux/nocturne.pam": "etc/pam.d/nocturne",
  "linux/wall.yaml": "etc/nocturne/wall.yaml",
  "linux/nocturne.desktop": "usr/share/applications/nocturne.desktop",
  "linux/nocturne-autostart.desktop": "usr/share/nocturne/nocturne-autostart.desktop",
  "linux/credential.conf": "usr/share/nocturne/credential.conf",
  "linux/70-nocturne-no-pointer.rules": "usr/share/nocturne/70-nocturne-no-pointer.rules",
  "linux/apparmor": "usr/share/nocturne/apparmor",
  "linux/deb/copyright": "usr/share/doc/nocturne/copyright",
  "linux/deb/lintian-overrides": "usr/share/lintian/overrides/nocturne",
  "icon.svg": "usr/share/icons/hicolor/scalable/apps/nocturne.svg",
};
/** What belongs to the technician: an upgrade asks before it replaces a change. */
const conffiles = ["/etc/nocturne/wall.yaml", "/etc/pam.d/nocturne"];
const scripts = ["postinst", "prerm", "postrm"];

/** Makes the Debian package with Debian's own tool, and returns its file. */
export async function buildDeb({ unpacked, out, arch, key, dateSeconds }: DebOptions): Promise<string> {
  const tree = join(out, "deb-tree");
  await rm(tree, { recursive: true, force: true });
  const put = async (path: string, bytes: Buffer | string) => {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await writeFile(join(tree, path), bytes);
  };
  await cp(unpacked, join(tree, "opt/Nocturne"), { recursive: true });
  for (const [from, to] of Object.entries(files)) await put(to, await readFile(join(root, "build", from)));
  await put("usr/share/doc/nocturne/INSTALL.md.gz", gzipped(await readFile(join(root, "build/INSTALL.md"))));
  await put("usr/share/doc/nocturne/CHANGELOG.md.gz", gzipped(await readFile(join(root, "CHANGELOG.md"))));
  await put("usr/share/doc/nocturne/changelog.gz", gzipped(debChangelog(new Date(dateSeconds * 1000))));
  await mkdir(join(tree, "usr/bin"), { recursive: true });
  await symlink("/opt/Nocturne/nocturne", join(tree, "usr/bin/nocturne"));
  if (key) {
    await mkdir(join(tree, "usr/share/keyrings"), { recursive: true });
    await exportKey(join(tree, "usr/share/keyrings/nocturne.gpg"), key);
  }

  const installed = await filesOf(tree);
  // Without what a key adds: whoever has none makes the same package.
  const unsigned = installed.filter((file) => !/\.(sig|gpg)$/.test(file));
  const sizes = await Promise.all(unsigned.map(async (file) => (await stat(file)).size));
  await put("DEBIAN/md5sums", (await Promise.all(installed.map((file) => md5Line(tree, file)))).join(""));
  await put(
    "DEBIAN/control",
    debControl(
      arch,
      sizes.reduce((sum, size) => sum + size, 0),
    ),
  );
  await put("DEBIAN/conffiles", conffiles.map((file) => `${file}\n`).join(""));
  for (const script of scripts) await put(`DEBIAN/${script}`, await readFile(join(root, "build/linux/deb", script)));
  await setModes(tree);

  const deb = join(out, `nocturne_${debVersion(packageJson.version)}_${debianArch[arch]}.deb`);
  await run("dpkg-deb", ["--root-owner-group", "-Zxz", "--build", tree, deb], {
    debian: "dpkg",
    env: { SOURCE_DATE_EPOCH: String(dateSeconds) },
  });
  await rm(tree, { recursive: true });
  return deb;
}

/** Modes as the package has them, whatever the umask was: programs stay programs. */
async function setModes(tree: string): Promise<void> {
  for (const entry of await readdir(tree, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    const isScript = dirname(path) === join(tree, "DEBIAN") && scripts.includes(entry.name);
    const isProgram = path.startsWith(join(tree, "opt")) && ((await stat(path)).mode & 0o100) !== 0;
    await chmod(path, entry.isDirectory() || isScript || isProgram ? 0o755 : 0o644);
  }
  await chmod(tree, 0o755);
}

async function filesOf(tree: string): Promise<string[]> {
  const found = await readdir(tree, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

async function md5Line(tree: string, file: string): Promise<string> {
  const hash = createHash("md5")
    .update(await readFile(file))
    .digest("hex");
  return `${hash}  ${relative(tree, file)}\n`;
}

function gzipped(bytes: Buffer | string): Buffer {
  return gzipSync(bytes, { level: 9 });
}
