import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Whose a file is, and who may do what with it. */
export interface Ownership {
  mode: number;
  uid: number;
  gid: number;
}

/**
 * Replaces the file as a whole: a reader, or a power cut, meets the old text or the new one. Mode 0600, unless an
 * ownership is to be kept, without which nothing is written.
 */
export async function writeFileAtomically(path: string, text: string | Uint8Array, keep?: Ownership): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString("hex")}.new`;
  try {
    const file = await open(draft, "wx", 0o600);
    try {
      if (keep) {
        await file.chown(keep.uid, keep.gid);
        await file.chmod(keep.mode & 0o7777);
      }
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (failure) {
    await rm(draft, { force: true });
    throw failure;
  }
}
