import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { type Ownership, writeFileAtomically } from "../../atomic-file.ts";
import { ExpectedError, reasonOf } from "../../expected-error.ts";
import { readConfigFile } from "../load.ts";

/** A configuration's text on the disk. */
export interface ConfigText {
  text: string;
  /** Epoch milliseconds; undefined where there is no file yet. */
  modifiedAt: number | undefined;
}

/** Reads the whole text. Throws ExpectedError where there is a file that is no text. */
export async function readConfigText(file: string): Promise<ConfigText> {
  const stats = await stat(file).catch(() => undefined);
  if (!stats) return { text: "", modifiedAt: undefined };
  const content = await readConfigFile(file);
  if ("reason" in content) throw new ExpectedError(content.reason);
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content.bytes);
    return { text, modifiedAt: stats.mtimeMs };
  } catch {
    throw new ExpectedError(`${file} is not UTF-8 text; save it as UTF-8 by hand first`);
  }
}

/** Why the file cannot be written; undefined if it can. */
export async function whyReadOnly(file: string): Promise<string | undefined> {
  const target = await targetOf(file);
  const folder = path.dirname(target);
  const owner = "give it to the user that this server runs as, or change the file by hand";
  if (await isDenied(folder, constants.W_OK)) return `the folder ${folder} cannot be written by this server; ${owner}`;
  const stats = await stat(target).catch(() => undefined);
  if (!stats) return undefined;
  if (await isDenied(target, constants.W_OK)) return `${target} cannot be written by this server; ${owner}`;
  const user = process.getuid?.();
  if (user !== undefined && user !== 0 && stats.uid !== user)
    return `${target} belongs to another user, which a save would change; ${owner}`;
  return undefined;
}

/**
 * Replaces the text as a whole. The file keeps its mode and its owner, and a symbolic link its target's name. Throws
 * ExpectedError, and has changed nothing then.
 */
export async function writeConfigText(file: string, text: string): Promise<void> {
  const target = await targetOf(file);
  const keep: Ownership | undefined = await stat(target).catch(() => undefined);
  try {
    await writeFileAtomically(target, text, keep);
  } catch (failure) {
    throw new ExpectedError(`nothing was changed: ${writeWords(target, failure)}`);
  }
}

/** Why a file could not be written, in words. */
export function writeWords(file: string, failure: unknown): string {
  const code = failure instanceof Error && "code" in failure ? failure.code : undefined;
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return `there is no room for ${file} on the disk; make some`;
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return `${file} may not be written by this server; change its owner or its mode`;
    default:
      return `${file} cannot be written: ${reasonOf(failure)}`;
  }
}

/** A link is followed to where it leads; one that leads nowhere, and a file that is not there, are what they are. */
async function targetOf(file: string): Promise<string> {
  return realpath(file).catch(() => path.resolve(file));
}

async function isDenied(file: string, mode: number): Promise<boolean> {
  return access(file, mode).then(
    () => false,
    () => true,
  );
}
