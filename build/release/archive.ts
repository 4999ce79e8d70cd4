import { basename, dirname, join } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import type { Arch } from "./options.ts";
import { run } from "./run.ts";

/** The unpacked build as a tar.gz that is the same whoever makes it, and whenever. `dateSeconds`: of every file. */
export async function buildArchive(
  unpacked: string,
  { out, arch, dateSeconds }: { out: string; arch: Arch; dateSeconds: number },
): Promise<string> {
  const top = `nocturne-${packageJson.version}-linux-${arch}`;
  const file = join(out, `${top}.tar.gz`);
  const alike = ["--sort=name", `--mtime=@${dateSeconds}`, "--owner=0", "--group=0", "--numeric-owner"];
  // Whatever the umask was: readable, and programs stay programs.
  const readable = "--mode=u=rwX,go=rX";
  const named = ["--use-compress-program=gzip -n -9", `--transform=s,^${basename(unpacked)},${top},`];
  await run("tar", [...alike, readable, ...named, "-cf", file, "-C", dirname(unpacked), basename(unpacked)], {
    debian: "tar",
  });
  return file;
}
