// `npm run dist`: the packages of one or more systems, signed where there are keys, in out/dist.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ExpectedError } from "../server/expected-error.ts";
import type { PackOptions } from "./electron-builder.ts";
import { buildAptRepository } from "./release/apt.ts";
import { buildArchive } from "./release/archive.ts";
import { writeAttachments } from "./release/attachments.ts";
import { signProgram } from "./release/authenticode.ts";
import { buildDeb } from "./release/deb.ts";
import { signDetached } from "./release/gpg.ts";
import { sumsOf, writeManifest } from "./release/manifest.ts";
import { type DistOptions, readDistOptions, type System } from "./release/options.ts";
import { packFolder, packInstallers } from "./release/pack.ts";
import { run } from "./release/run.ts";
import { stageApp } from "./release/stage-app.ts";
import { writeWindowsFeed } from "./release/windows-feed.ts";
import { root } from "./root.ts";

try {
  await dist(readDistOptions(process.argv.slice(2), process.env));
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
  await writeAttachments(out);
  const { authenticode, electron, isRelease } = options;
  const pack: PackOptions = {
    app,
    out,
    electron: electron && resolve(electron),
    signWindows: authenticode && ((file) => signProgram(file, authenticode)),
    isRelease,
  };
  const artefacts: string[] = [];
  for (const system of options.systems) artefacts.push(...(await buildSystem(system, pack, options)));
  await rm(app, { recursive: true });

  const listed = [...artefacts, join(out, "sbom.cdx.json"), join(out, "THIRD-PARTY-LICENCES.txt")];
  const sums = join(out, "SHA256SUMS");
  await writeFile(sums, await sumsOf(listed, out));
  if (options.gpg) await signDetached(sums, options.gpg);
  for (const file of artefacts) process.stdout.write(`${file}\n`);
}

async function buildSystem(system: System, pack: PackOptions, { arch, offline, apt, gpg }: DistOptions) {
  const unpacked = await packFolder(system, arch, pack);
  const dateSeconds = await commitSeconds();
  // On a Mac the bundle's own signature covers each file, and would be broken by one more.
  if (system !== "mac") await writeManifest(unpacked, gpg);
  const artefacts = offline ? [] : await packInstallers(unpacked, { system, arch, pack });
  if (system === "windows") return [...artefacts, ...(await writeWindowsFeed(artefacts, pack.out))];
  if (system !== "linux") return artefacts;
  const deb = await buildDeb({ unpacked, out: pack.out, arch, key: gpg, dateSeconds });
  if (gpg) await run("debsigs", ["--sign=origin", `--default-key=${gpg.fingerprint}`, deb], { debian: "debsigs" });
  if (apt && gpg) await buildAptRepository(pack.out, [deb], gpg);
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
