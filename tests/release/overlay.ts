import { spawnSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRoot } from "../../build/machine.ts";

/** What starts the steps, as shell: `$1` is an empty folder, and `$2` the one with the steps. */
export interface Way {
  unshare: string[];
  /** Ends with the copy's files below `root` in the present folder. */
  enter: string;
  /** Run once the steps are in `root/nocturne-steps`. */
  start: string;
}

/** Lays a writable copy of this machine's files over them, in a mount namespace that takes it along when it ends. */
export const layOver = `mount -t tmpfs tmpfs "$1" && cd "$1" && mkdir up work root &&
mount -t overlay overlay -o lowerdir=/,upperdir=up,workdir=work root`;

/** No process is started but the steps. */
const chrooted: Way = {
  unshare: ["--mount"],
  enter: `${layOver} && mount --rbind /dev root/dev && mount --rbind /proc root/proc`,
  start: "chroot root sh /nocturne-steps/all.sh",
};

/** Why this machine has no such copy; undefined where it has. */
export function whyNoOverlay({ unshare, enter }: Way = chrooted): string | undefined {
  if (!isRoot()) return "since only root may install packages";
  const place = mkdtempSync(join(tmpdir(), "nocturne-overlay-"));
  const { status } = spawnSync("unshare", [...unshare, "sh", "-c", enter, "sh", place]);
  rmdirSync(place);
  return status === 0 ? undefined : "since overlays cannot be mounted here";
}

export interface Step {
  code: number;
  out: string;
}

/** Runs shell commands one after the other on a copy of this machine, in the folder `shared`. */
export async function inOverlay(
  shared: string,
  commands: Record<string, string>,
  { unshare, enter, start }: Way = chrooted,
): Promise<Record<string, Step>> {
  const place = await mkdtemp(join(tmpdir(), "nocturne-overlay-"));
  const lines = Object.entries(commands).map(
    ([name, command]) => `cd /nocturne-steps; ( ${command} ) > ${name}.out 2> ${name}.err; echo $? > ${name}.code`,
  );
  await writeFile(join(shared, "all.sh"), lines.join("\n"));
  const inside = `${enter} && mkdir root/nocturne-steps && mount --bind "$2" root/nocturne-steps && ${start}`;
  const { status, stderr } = spawnSync("unshare", [...unshare, "sh", "-c", inside, "sh", place, shared], {
    encoding: "utf8",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  await rm(place, { recursive: true });
  if (status !== 0) throw new Error(`the steps could not be run: ${stderr}`);
  const read = (name: string) => readFile(join(shared, name), "utf8");
  const steps = Object.keys(commands).map(
    async (name): Promise<[string, Step]> => [
      name,
      { code: Number(await read(`${name}.code`)), out: await read(`${name}.out`) },
    ],
  );
  return Object.fromEntries(await Promise.all(steps));
}

/** Puts the package there as OLD.deb, and as NEW.deb the same of version 99.0.0, with another default of the wall. */
export async function putOldAndNew(shared: string, deb: string): Promise<void> {
  await cp(deb, join(shared, "OLD.deb"));
  const commands = `dpkg-deb -R OLD.deb tree && sed -i 's/^Version: .*/Version: 99.0.0/' tree/DEBIAN/control &&
echo '# of 99.0.0' >> tree/etc/nocturne/wall.yaml && echo 99.0.0 > tree/opt/Nocturne/version &&
dpkg-deb --root-owner-group -Znone -b tree NEW.deb && rm -r tree`;
  const { status, stderr } = spawnSync("sh", ["-c", commands], { cwd: shared, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}
