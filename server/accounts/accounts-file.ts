import { createHash } from "node:crypto";
import { open, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type Ownership, writeFileAtomically } from "../atomic-file.ts";
import { mib } from "../config/bounded-file.ts";
import { ExpectedError, reasonOf } from "../expected-error.ts";
import { type Content, readContent } from "../file-content.ts";
import { role } from "../protocol/messages.ts";
import { firstIssue } from "../protocol/parse.ts";

export const userName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u, {
  error:
    "a user name has 1 to 64 letters, digits, dots, dashes, underscores or at signs, and starts with a letter or digit",
});
const account = z.strictObject({
  user: userName,
  role,
  password: z.string().startsWith("scrypt$"),
  /** A second one that is right too, while the first is being replaced by it. */
  next: z.string().startsWith("scrypt$").optional(),
  /** New with each new password or role; sessions that were begun under another one have ended. */
  stamp: z.string().min(1).max(64).optional(),
  /** It stays, and cannot be signed in with. */
  disabled: z.boolean().optional(),
});
export type Account = z.infer<typeof account>;
const accountsFile = z.strictObject({ version: z.literal(1), accounts: z.array(account).max(10_000) });

const mostBytes = 4 * mib;
const lockedForMs = 5000;
const hint = "restore it from a backup, or delete it and provision the accounts again";

export function readAccountsFile(file: string): Promise<Content> {
  return readContent(file, mostBytes);
}

/** The accounts in a file's content. Throws ExpectedError where it is not an accounts file. */
export function parseAccounts(content: Content, file: string): Account[] {
  if ("reason" in content) throw new ExpectedError(content.reason);
  let json: unknown;
  try {
    json = JSON.parse(content.bytes.toString("utf8"));
  } catch {
    throw new ExpectedError(`${file} is not JSON; ${hint}`);
  }
  const result = accountsFile.safeParse(json);
  if (!result.success) throw new ExpectedError(`${file}: ${firstIssue(result.error, "the whole")}; ${hint}`);
  return result.data.accounts;
}

/** The accounts of the file; none where it does not exist yet. Throws ExpectedError. */
export async function readAccounts(file: string): Promise<Account[]> {
  if (!(await exists(file))) return [];
  return parseAccounts(await readAccountsFile(file), file);
}

/** Changes the file as a whole, one process at a time: `provision` may run beside a server. Throws ExpectedError. */
export async function changeAccounts(file: string, change: (accounts: Account[]) => Account[]): Promise<void> {
  const before = await readAccounts(file);
  // The folder and a first file, for the lock to stand beside.
  if (!(await exists(file))) await write(file, before);
  const lock = `${file}.lock`;
  await takeLock(lock);
  try {
    await write(file, change(await readAccounts(file)));
  } finally {
    await rm(lock, { force: true });
  }
}

/** What a session remembers of the account that it was begun under. */
export function stampOf({ stamp, password }: Account): string {
  return stamp ?? createHash("sha256").update(password).digest("base64url").slice(0, 22);
}

async function write(file: string, accounts: Account[]): Promise<void> {
  const text = `${JSON.stringify({ version: 1, accounts }, null, 2)}\n`;
  await writeFileAtomically(file, text, await ownerToBe(file));
}

/** What root writes belongs to whom it belonged to, or to whom its folder does: the wall must be able to read it. */
async function ownerToBe(file: string): Promise<Ownership | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const found = await stat(file).catch(() => stat(dirname(file)).catch(() => undefined));
  return found && { uid: found.uid, gid: found.gid, mode: 0o600 };
}

/** A lock that is left over from a process that was killed is broken after a while. */
async function takeLock(lock: string): Promise<void> {
  const deadline = performance.now() + lockedForMs;
  for (;;) {
    try {
      const handle = await open(lock, "wx", 0o600);
      return await handle.close();
    } catch (failure) {
      if (!isCode(failure, "EEXIST")) throw new ExpectedError(`${lock} cannot be written: ${reasonOf(failure)}`);
    }
    if (performance.now() > deadline) await rm(lock, { force: true });
    await sleep(20);
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (failure) {
    // Whatever else is wrong with it is told by reading it.
    return !isCode(failure, "ENOENT");
  }
}

function isCode(failure: unknown, code: string): boolean {
  return failure instanceof Error && "code" in failure && failure.code === code;
}
