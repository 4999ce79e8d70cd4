import { mkdtemp, open, readdir, rename, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { mib } from "../config/bounded-file.ts";
import { ExpectedError } from "../expected-error.ts";
import { type Ran, runProgram } from "../run-program.ts";
import type { Installed } from "./apt-plan.ts";

export interface AptOptions {
  /** The file that names our repository, and none besides. */
  list: string;
  /** Root's own: the packages of the present version and of the next are kept here. */
  folder: string;
  env: NodeJS.ProcessEnv;
}

/** What apt offers: its Debian version, and how many bytes its package and its files take. */
export interface Offer {
  version: string;
  packageBytes: number;
  installedBytes: number;
}

const name = "nocturne";
const quickMs = 60_000;
const slowMs = 15 * 60_000;
/** For dpkg's own files, and for the wall to go on. */
const spareBytes = 200 * mib;
/** The technician's files stay as they are, and nobody is asked. */
const silent = { DEBIAN_FRONTEND: "noninteractive", APT_LISTCHANGES_FRONTEND: "none", NEEDRESTART_MODE: "l" };

/** Debian's own tools, which know signatures, hashes and what is installed. Each throws ExpectedError with their words. */
export class Apt {
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  /** Only our repository is looked at: others may be out of reach, and are nobody's business here. */
  readonly #ours: string[];

  constructor({ list, folder, env }: AptOptions) {
    this.#folder = folder;
    this.#env = { ...env, ...silent };
    this.#ours = [
      `Dir::Etc::SourceList=${list}`,
      "Dir::Etc::SourceParts=-",
      "APT::Get::List-Cleanup=0",
      "APT::Update::Error-Mode=any",
      // The machine's own caches are those of all its repositories.
      "Dir::Cache::pkgcache=",
      "Dir::Cache::srcpkgcache=",
    ].flatMap((option) => ["-o", option]);
  }

  async installed(): Promise<Installed> {
    const { code, output } = await this.#try("dpkg-query", ["-W", "-f", "${Status}\\n${Version}", name], quickMs);
    if (code !== 0) return { kind: "absent", status: "not installed" };
    const [status = "", version = ""] = output.split("\n");
    return status.endsWith(" ok installed") ? { kind: "whole", version } : { kind: "broken", status };
  }

  /** Reads our repository's list anew. One that is tampered with, or signed by another key, changes nothing. */
  async refresh(): Promise<void> {
    await this.#run("apt-get", [...this.#ours, "update"], slowMs);
  }

  /** The newest of our repository that is newer than `version`. */
  async newerThan(version: string): Promise<Offer | undefined> {
    const { output } = await this.#run("apt-cache", [...this.#ours, "policy", name], quickMs);
    const candidate = /^ {2}Candidate: (\S+)$/m.exec(output)?.[1];
    if (candidate === undefined || candidate === "(none)") return undefined;
    const { code } = await this.#try("dpkg", ["--compare-versions", candidate, "gt", version], quickMs);
    return code === 0 ? this.#offer(candidate) : undefined;
  }

  async #offer(version: string): Promise<Offer> {
    const { output } = await this.#run("apt-cache", [...this.#ours, "show", `${name}=${version}`], quickMs);
    const field = (key: string) => Number(new RegExp(`^${key}: (\\d+)$`, "m").exec(output)?.[1] ?? Number.NaN);
    const [packageBytes, installedBytes] = [field("Size"), field("Installed-Size") * 1024];
    if (Number.isNaN(packageBytes + installedBytes))
      throw new ExpectedError(
        `the repository does not say how large ${name} ${version} is; build it with npm run dist -- --apt`,
      );
    return { version, packageBytes, installedBytes };
  }

  /** Before anything is begun: a full disk in the middle of an installation leaves half of it. */
  async requireRoom({ packageBytes, installedBytes }: Offer): Promise<void> {
    // Both packages; and dpkg unpacks the new files before it removes the old ones.
    const needed = 2 * packageBytes + installedBytes + spareBytes;
    for (const place of [this.#folder, "/"]) {
      const { bavail, bsize } = await statfs(place);
      if (bavail * bsize < needed)
        throw new ExpectedError(
          `an update needs ${inMib(needed)} free at ${place}, and there are ${inMib(bavail * bsize)}; make room: journalctl --vacuum-size=200M, apt-get clean`,
        );
    }
  }

  /** A kept package is whole: it takes its name when apt has verified it and it is on the disk. */
  async keep(version: string): Promise<void> {
    if ((await readdir(this.#folder)).includes(fileOf(version))) return;
    const draft = await mkdtemp(join(this.#folder, "download-"));
    try {
      await this.#run("apt-get", [...this.#ours, "download", `${name}=${version}`], { cwd: draft, limitMs: slowMs });
      const [file] = await readdir(draft);
      if (file === undefined) throw new ExpectedError(`apt-get download brought no package of ${name} ${version}`);
      await sync(join(draft, file));
      await rename(join(draft, file), this.#pathOf(version));
      await sync(this.#folder);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }

  /** Leaves the packages of these versions only, and nothing of a download that was interrupted. */
  async prune(versions: string[]): Promise<void> {
    const kept = new Set(versions.map(fileOf));
    for (const file of await readdir(this.#folder)) {
      const isOurs = file.startsWith("download-") || (file.startsWith(`${name}_`) && file.endsWith(".deb"));
      if (isOurs && !kept.has(file)) await rm(join(this.#folder, file), { recursive: true, force: true });
    }
  }

  /** From what is kept: the network may go meanwhile. What it newly depends on comes from the machine's repositories. */
  async install(version: string): Promise<void> {
    const args = ["install", "-y", "--only-upgrade", "--no-remove", "-o", "DPkg::Options::=--force-confold"];
    await this.#run("apt-get", [...args, "-o", "DPkg::Lock::Timeout=120", this.#pathOf(version)], slowMs);
  }

  /** By dpkg alone, for which the new one may be as broken as it likes. All that the old one depends on is there. */
  async takeBack(version: string): Promise<void> {
    await this.#run("dpkg", ["--force-confold", "--force-downgrade", "-i", this.#pathOf(version)], slowMs);
  }

  #pathOf(version: string): string {
    return join(this.#folder, fileOf(version));
  }

  async #run(program: string, args: string[], limits: Limits): Promise<Ran> {
    const ran = await this.#try(program, args, limits);
    if (ran.code === 0) return ran;
    const what = `${program} ${args.find((arg) => /^[a-z]+$/.test(arg)) ?? ""}`.trim();
    throw new ExpectedError(`${what} failed: ${reasonOf(ran)}`);
  }

  async #try(program: string, args: string[], limits: Limits): Promise<Ran> {
    const options = typeof limits === "number" ? { limitMs: limits } : limits;
    const ran = await runProgram(program, args, this.#env, options);
    if (!ran) throw new ExpectedError(`there is no ${program} on this machine; updates need Debian's apt and dpkg`);
    return ran;
  }
}

type Limits = number | { cwd: string; limitMs: number };

function fileOf(version: string): string {
  return `${name}_${encodeURIComponent(version)}.deb`;
}

/** The lines in which apt and dpkg say what is wrong, or all that there is. */
function reasonOf({ code, output }: Ran): string {
  if (code === undefined) return "it was ended, or took too long";
  const errors = output.split("\n").filter((line) => /^(E: |W: GPG error|dpkg: error|dpkg-deb: error)/.test(line));
  const said = errors.length > 0 ? errors.slice(0, 3) : output.trim().split("\n").slice(-3);
  return said.join("; ").slice(0, 500) || `it ended with ${code}`;
}

async function sync(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function inMib(bytes: number): string {
  return `${Math.ceil(bytes / mib)} MiB`;
}
