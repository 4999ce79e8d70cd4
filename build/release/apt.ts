import { cp, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { debianArch } from "./deb-control.ts";
import { exportKey, type GpgKey, signDetached, signInTheClear } from "./gpg.ts";
import type { Arch } from "./options.ts";
import { run } from "./run.ts";

const debian = "apt-utils";
const suite = "stable";

/** A folder that any web server, or a USB stick, can offer to apt: the packages, their list, and the list's signature. */
export async function buildAptRepository(out: string, debs: string[], key: GpgKey): Promise<string> {
  const folder = join(out, "apt");
  await rm(folder, { recursive: true, force: true });
  const pool = join(folder, "pool/main/n/nocturne");
  await mkdir(pool, { recursive: true });
  for (const deb of debs) await cp(deb, join(pool, basename(deb)));
  const architectures = (["x64", "arm64"] satisfies Arch[]).map((arch) => debianArch[arch]);
  for (const architecture of architectures) {
    const lists = join(folder, `dists/${suite}/main/binary-${architecture}`);
    await mkdir(lists, { recursive: true });
    const packages = await run("apt-ftparchive", ["--arch", architecture, "packages", "pool"], { debian, cwd: folder });
    await writeFile(join(lists, "Packages"), packages);
    await writeFile(join(lists, "Packages.gz"), gzipSync(packages, { level: 9 }));
  }
  const described = Object.entries({
    Origin: "Nocturne",
    Label: "Nocturne",
    Suite: suite,
    Codename: suite,
    Components: "main",
    Architectures: architectures.join(" "),
  }).flatMap(([name, value]) => ["-o", `APT::FTPArchive::Release::${name}=${value}`]);
  const list = join(folder, "dists", suite);
  const release = await run("apt-ftparchive", [...described, "release", `dists/${suite}`], { debian, cwd: folder });
  await writeFile(join(list, "Release"), release);
  await signInTheClear(join(list, "Release"), join(list, "InRelease"), key);
  await signDetached(join(list, "Release"), key);
  await rename(join(list, "Release.sig"), join(list, "Release.gpg"));
  await exportKey(join(folder, "nocturne.gpg"), key);
  return folder;
}
