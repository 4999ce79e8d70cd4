// `npm run dist`: the packages of one or more systems, signed where there are keys, in out/dist.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ExpectedError } from "../server/expected-error.ts";
import type { PackOptions } from "./electron-builder.ts";
import { buildAptRepository } from "./release/apt.ts";
import { buildArchive } from "./release/archive.ts";
import { writeAttachments } from "./release/attachments.ts";
import { signProgram } from "./release/authenticode.ts";
import { compareBuilds } from "./release/compare.ts";
import { buildDeb } from "./release/deb.ts";
import { signDeb } from "./release/debsig.ts";
import { signDetached } from "./release/gpg.ts";
import { sumsOf, writeManifest } from "./release/manifest.ts";
import { type Arch, type DistOptions, readDistOptions, type System } from "./release/options.ts";
import { packFolder, packInstallers } from "./release/pack.ts";
import { run } from "./release/run.ts";
import { stageApp } from "./release/stage-app.ts";
import { writeWindowsFeed } from "./release/windows-feed.ts";
import { root } from "./root.ts";

try {
  const [first, ...others] = process.argv.slice(2);
  await (first === "--compare" ? compare(others) : dist(readDistOptions(process.argv.slice(2), process.env)));
} catch (failure) {
  const isBadArgument =
    failure instanceof TypeError && "code" in failure && String(failure.code).startsWith("ERR_PARSE_ARGS");
  if (!(failure instanceof ExpectedError) && !isBadArgument) throw failure;
  process.stderr.write(`nocturne: ${failure.message}\n`);
  process.exitCode = 1;
}

async function dist(options: DistOptions): Promise<void> {
  const out = await emptyFolder(options.out);
  const app = join(out, "app");
  await stageApp(app);
  const dateSeconds = await commitSeconds();
  await writeAttachments(out, dateSeconds);
  const { authenticode, electron, isRelease } = options;
  const pack: PackOptions = {
    app,
    out,
    electron: electron && resolve(electron),
    signWindows: authenticode && ((file) => signProgram(file, authenticode)),
    isRelease,
  };
  const artefacts: string[] = [];
  for (const system of options.systems)
    for (const arch of options.archs)
      artefacts.push(...(await buildSystem(system, pack, { ...options, arch, dateSeconds })));
  const debs = artefacts.filter((file) => file.endsWith(".deb"));
  if (options.apt && options.gpg) await buildAptRepository(out, debs, options.gpg);
  await rm(app, { recursive: true });

  const listed = [...artefacts, join(out, "sbom.cdx.json"), join(out, "THIRD-PARTY-LICENCES.txt")];
  const sums = join(out, "SHA256SUMS");
  await writeFile(sums, await sumsOf(listed, out));
  if (options.gpg) await signDetached(sums, options.gpg);
  for (const file of artefacts) process.stdout.write(`${file}\n`);
}

/** `npm run dist -- --compare A B`: exit 1 where two builds differ, with a line for each difference. */
async function compare(folders: string[]): Promise<void> {
  const [first, second] = folders;
  if (first === undefined || second === undefined || folders.length > 2)
    throw new ExpectedError("--compare takes the folders of two builds: npm run dist -- --compare A B");
  const { differences, signatures } = await compareBuilds(first, second);
  for (const difference of differences) process.stdout.write(`${difference}\n`);
  if (differences.length > 0) throw new ExpectedError(`${first} and ${second} differ in ${differences.length}`);
  const but = signatures.size > 0 ? `, but for ${signatures.size} signatures and keys` : "";
  process.stdout.write(`${first} and ${second} are the same${but}\n`);
}

interface SystemOptions extends DistOptions {
  arch: Arch;
  dateSeconds: number;
}

async function buildSystem(system: System, pack: PackOptions, options: SystemOptions): Promise<string[]> {
  const { arch, offline, gpg, dateSeconds } = options;
  const unpacked = await packFolder(system, arch, pack);
  // On a Mac the bundle's own signature covers each file, and would be broken by one more.
  if (system !== "mac") await writeManifest(unpacked, gpg);
  const artefacts = offline ? [] : await packInstallers(unpacked, { system, arch, pack });
  if (system === "windows") return [...artefacts, ...(await writeWindowsFeed(artefacts, pack.out))];
  if (system !== "linux") return artefacts;
  const deb = await buildDeb({ unpacked, out: pack.out, arch, key: gpg, dateSeconds });
  if (gpg) await signDeb(deb, gpg);
  return [...artefacts, deb, await buildArchive(unpacked, { out: pack.out, arch, dateSeconds })];
}

/** The default folder is made anew; one that was named may hold what nobody wants to lose. */
async function emptyFolder(named: string | undefined): Promise<string> {
  const out = resolve(named ?? join(root, "out/dist"));
  if (named === undefined) await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  if ((await readdir(out)).length > 0) throw new ExpectedError(`--out ${out} is not empty; name a new folder`);
  return out;
}

/** Of the commit that is built, epoch seconds; SOURCE_DATE_EPOCH goes before it. */
async function commitSeconds(): Promise<number> {
  const given = Number(process.env["SOURCE_DATE_EPOCH"] || Number.NaN);
  if (Number.isSafeInteger(given)) return given;
  return Number(await run("git", ["log", "-1", "--format=%ct"], { debian: "git", cwd: root }));
}
