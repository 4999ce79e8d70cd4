import { readFile, stat } from "node:fs/promises";
import { ExpectedError, reasonOf } from "../expected-error.ts";

export const kib = 1024;
export const mib = 1024 * kib;

/** Reads a regular file of at most `most` bytes. What prevents it is an ExpectedError that says what would be right. */
export async function readBoundedFile(path: string, most: number): Promise<Buffer> {
  try {
    // Before it is opened: opening a pipe would wait for its writer.
    const stats = await stat(path);
    if (stats.isDirectory()) throw new ExpectedError(`${path} is a directory; name a file in it`);
    if (!stats.isFile()) throw new ExpectedError(`${path} is not a regular file; name one`);
    if (stats.size > most) throw new ExpectedError(`${path} has ${stats.size} bytes; at most ${most} are read`);
    return await readFile(path);
  } catch (thrown) {
    throw thrown instanceof ExpectedError ? thrown : new ExpectedError(words(path, thrown));
  }
}

function words(path: string, thrown: unknown): string {
  const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return `there is no file ${path}; create it, or correct the path`;
    case "EISDIR":
      return `${path} is a directory; name a file in it`;
    case "EACCES":
    case "EPERM":
      return `${path} may not be read by this user; change its owner or its mode`;
    default:
      return `${path} cannot be read: ${reasonOf(thrown)}`;
  }
}
