import { mkdir, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { extractAll } from "@electron/asar";
import { ExpectedError } from "../../server/expected-error.ts";
import { run } from "./run.ts";

export interface Comparison {
  /** Where they differ: the artefact, what is in it, and so on, as `NAME: NAME: in what`. */
  differences: string[];
  /** Signatures and keys that were met: they are different in each build, and come with a key only. */
  signatures: Set<string>;
}

/** Unpacks a file into an empty folder, and returns what that does not keep: by name, its owner, mode and date. */
type Opener = (file: string, into: string) => Promise<Map<string, string>>;

const openers: [RegExp, Opener][] = [
  [/\.deb$/, openDeb],
  [/\.tar(\.[gx]z)?$/, openTar],
  [/\.asar$/, openAsar],
];

/** electron-builder's own notes, and what only says of the others what they are. */
const notes = /^(builder-.*\.ya?ml|SHA256SUMS|apt)$/;
const signature = /(\.sig|\.gpg|^_gpgorigin|^keyrings)$/;

/** Compares what two runs of `npm run dist` have left in their folders. */
export async function compareBuilds(first: string, second: string): Promise<Comparison> {
  for (const folder of [first, second]) await checkBuild(folder);
  const found: Comparison = { differences: [], signatures: new Set() };
  await compareFolders([first, second], [], found);
  return found;
}

async function checkBuild(folder: string): Promise<void> {
  const isBuild = await stat(join(folder, "SHA256SUMS")).then(
    (sums) => sums.isFile(),
    () => false,
  );
  if (!isBuild) throw new ExpectedError(`${folder} is no build: it lacks the SHA256SUMS that npm run dist leaves`);
}

type Pair = [string, string];

async function compareFolders([first, second]: Pair, within: string[], found: Comparison): Promise<void> {
  const [ours, theirs] = await Promise.all([namesIn(first), namesIn(second)]);
  for (const name of [...new Set([...ours.keys(), ...theirs.keys()])].toSorted()) {
    const path = [...within, name];
    const [one, other] = [ours.get(name), theirs.get(name)];
    if (signature.test(name)) found.signatures.add(path.join(": "));
    else if (within.length === 0 && notes.test(name)) continue;
    else if (one === undefined || other === undefined)
      tell(found, path, `only in the ${one ? "first" : "second"} build`);
    else if (one !== other) tell(found, path, `${one} and ${other}`);
    else if (one === "folder") await compareFolders([join(first, name), join(second, name)], path, found);
    else if (one === "file") await compareFiles([join(first, name), join(second, name)], path, found);
  }
}

/** What lies in a folder. Where a link leads is told by the tar that it came in. */
async function namesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true });
  const kind = (entry: (typeof entries)[number]) =>
    entry.isDirectory() ? "folder" : entry.isSymbolicLink() ? "link" : "file";
  return new Map(entries.map((entry) => [entry.name, kind(entry)]));
}

async function compareFiles([first, second]: Pair, path: string[], found: Comparison): Promise<void> {
  const [ours, theirs] = await Promise.all([readFile(first), readFile(second)]);
  if (ours.equals(theirs)) return;
  const name = path.at(-1) ?? "";
  const open = openers.find(([names]) => names.test(name))?.[1];
  if (open) return compareInside(open, [first, second], { path, found });
  // It lists the signature of what is in the package too.
  if (name === "md5sums" && unsignedLines(ours) === unsignedLines(theirs)) found.signatures.add(path.join(": "));
  else tell(found, path, "differs");
}

async function compareInside(
  open: Opener,
  [first, second]: Pair,
  { path, found }: { path: string[]; found: Comparison },
): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "nocturne-compare-"));
  try {
    const folders: Pair = [join(scratch, "first"), join(scratch, "second")];
    for (const folder of folders) await mkdir(folder);
    const before = found.differences.length + found.signatures.size;
    const [ours, theirs] = [await open(first, folders[0]), await open(second, folders[1])];
    for (const [name, told] of ours) {
      const other = theirs.get(name);
      if (other !== undefined && other !== told && !signature.test(name)) {
        tell(found, [...path, name], `${told} and ${other}`);
      }
    }
    await compareFolders(folders, path, found);
    // The same files in another order, or pressed otherwise.
    if (found.differences.length + found.signatures.size === before) tell(found, path, "is packed differently");
  } finally {
    await rm(scratch, { recursive: true });
  }
}

function tell({ differences }: Comparison, path: string[], what: string): void {
  differences.push(`${path.join(": ")}: ${what}`);
}

function unsignedLines(list: Buffer): string {
  return list
    .toString()
    .split("\n")
    .filter((line) => !signature.test(line))
    .join("\n");
}

async function openDeb(file: string, into: string): Promise<Map<string, string>> {
  await run("ar", ["x", resolve(file)], { debian: "binutils", cwd: into });
  return new Map();
}

async function openTar(file: string, into: string): Promise<Map<string, string>> {
  const debian = "tar";
  await run("tar", ["-xf", file, "-C", into], { debian });
  const lines = await run("tar", ["-tvf", file, "--numeric-owner", "--full-time", "--utc"], { debian });
  // MODE OWNER SIZE DAY TIME NAME, where NAME of a link says where it leads.
  const told = [...lines.matchAll(/^(\S+) (\S+) +\d+ (\S+ \S+) (.+?)( -> .+)?$/gm)];
  return new Map(
    told.map(([, mode, owner, date, name, link]) => [name ?? "", `${mode} ${owner} ${date}${link ?? ""}`]),
  );
}

async function openAsar(file: string, into: string): Promise<Map<string, string>> {
  extractAll(file, into);
  return new Map();
}
