import { constants } from "node:fs";
import { type FileHandle, lstat, open, realpath } from "node:fs/promises";
import { join } from "node:path";
import { ExpectedError } from "../../server/expected-error.ts";

/** Neither follows a link nor waits at a pipe. Windows knows neither flag, and undefined adds none. */
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Opens a file in a folder that others may write, for somebody with more rights than they: it must be an ordinary file that
 * lies at just this place, so that nobody has another's file read by a link, of whatever kind, to it or on the way to it.
 * Looked at once it is open: what is put there afterwards is another file.
 * @param root where the way to it begins, which those others cannot change
 */
export async function openUntrusted(root: string, ...way: string[]): Promise<FileHandle> {
  const file = await open(join(root, ...way), flags);
  try {
    const place = join(await realpath(root), ...way);
    const [held, there] = [await file.stat({ bigint: true }), await lstat(place, { bigint: true })];
    const isOrdinary = held.isFile() && there.isFile() && held.nlink === 1n;
    const isThere = held.dev === there.dev && held.ino === there.ino && isSamePath(await realpath(place), place);
    if (isOrdinary && isThere) return file;
    throw new ExpectedError(`${place} is a link or no file, and is not read`);
  } catch (failure) {
    await file.close();
    throw failure;
  }
}

function isSamePath(one: string, other: string): boolean {
  return process.platform === "win32" ? one.toLowerCase() === other.toLowerCase() : one === other;
}

/** The whole content. Throws ExpectedError where that is more than so many bytes. */
export async function readAtMost(file: FileHandle, bytes: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes + 1), 0, bytes + 1, 0);
  if (bytesRead > bytes) throw new ExpectedError(`it has more than ${bytes} bytes`);
  return buffer.toString("utf8", 0, bytesRead);
}
