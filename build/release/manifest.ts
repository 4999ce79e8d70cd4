import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { GpgKey } from "./gpg.ts";
import { signDetached } from "./gpg.ts";

const name = "MANIFEST.sha256";

/**
 * Writes the hash of each file of an unpacked build into its resources folder, as sha256sum does, with names that start
 * there, and signs it where there is a key. `nocturne doctor` looks whether the installed files are these.
 */
export async function writeManifest(unpacked: string, key: GpgKey | undefined): Promise<void> {
  const resources = join(unpacked, "resources");
  const manifest = join(resources, name);
  const files = (await filesOf(unpacked)).filter((file) => file !== manifest && file !== `${manifest}.sig`);
  await writeFile(manifest, await sumsOf(files, resources));
  if (key) await signDetached(manifest, key);
}

/** `HASH  NAME` lines for sha256sum, in the order of the names, which start at `folder` and have forward slashes. */
export async function sumsOf(files: string[], folder: string): Promise<string> {
  const lines: string[] = [];
  for (const file of files.toSorted()) {
    lines.push(`${await hashOf(file)}  ${relative(folder, file).replaceAll("\\", "/")}\n`);
  }
  return lines.join("");
}

async function filesOf(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) if (Buffer.isBuffer(chunk)) hash.update(chunk);
  return hash.digest("hex");
}
