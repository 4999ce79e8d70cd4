import { dirname, resolve } from "node:path";
import { z } from "zod";
import { checkNewAccount, type NewAccount } from "../accounts/accounts.ts";
import { checkSecret } from "../accounts/change-account.ts";
import { kib, readBoundedFile } from "../config/bounded-file.ts";
import { FaultList, formatFault } from "../config/faults.ts";
import { isRecord } from "../config/is-record.ts";
import { type Path, show } from "../config/issue-words.ts";
import { readSecret, resolveSecret, type Secret, secret } from "../config/secret.ts";
import { decodeText } from "../config/yaml/decode-text.ts";
import { readYaml } from "../config/yaml/read-yaml.ts";
import { ExpectedError, reasonOf } from "../expected-error.ts";
import { role } from "../protocol/messages.ts";

const path = z.string().min(1);
const answers = z.strictObject({
  /** The accounts file. */
  accounts: path.optional(),
  /** The wall's configuration, for the doctor at the end. */
  config: path.optional(),
  users: z.array(z.strictObject({ user: z.string(), role, password: secret })).default([]),
  /** The wall's own credential: made, unless one is given, and sealed into its usual place, unless another is. */
  wall: z.strictObject({ password: secret.optional(), sealed_to: path.optional() }).optional(),
});

/** What an answers file asks for. */
export interface Answers {
  accounts: string | undefined;
  config: string | undefined;
  users: NewAccount[];
  wall: { password: string | undefined; to: string | undefined } | undefined;
  /** The files that it names a secret in. */
  secretFiles: string[];
}

const mostBytes = 64 * kib;

/**
 * Reads an answers file and the secrets that it refers to. Every fault is found in one pass and told as
 * `FILE:LINE:COLUMN: message`, in one ExpectedError. Paths in it start at its own folder.
 */
export async function readAnswers(file: string): Promise<Answers> {
  const decoded = decodeText(await readBoundedFile(file, mostBytes));
  if ("fault" in decoded) return refuse([formatFault({ file, ...decoded.fault })]);
  const yaml = readYaml(decoded.text.replace(/^\uFEFF/, ""), "it needs users, or wall");
  const known = yaml.faults.map((fault) => ({ file, ...fault }));
  if (!yaml.text) return refuse(known.map(formatFault));
  const faults = new FaultList(file, yaml.text, known);
  const { value } = yaml.text;
  if (!isRecord(value)) faults.add([], `must be a map with users or wall, not ${show(value)}`);
  const read = isRecord(value) ? faults.read(answers, value, []) : undefined;
  if (!read) return refuse(faults.all().map(formatFault));
  if (read.users.length === 0 && !read.wall) faults.add([], "asks for nothing; it needs users, or wall");

  const folder = resolve(dirname(file));
  const inFolder = (name: string | undefined) => (name === undefined ? undefined : resolve(folder, name));
  const secretFiles: string[] = [];
  const open = async (reference: Secret, at: Path): Promise<string> => {
    const resolved = resolveSecret(reference, folder);
    if ("file" in resolved) secretFiles.push(resolved.file);
    return orFault("", at, () => readSecret(resolved));
  };
  /** What is wrong with it is a fault at its place. */
  const orFault = async <T>(otherwise: T, at: Path, act: () => T | Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (failure) {
      if (!(failure instanceof ExpectedError)) throw failure;
      faults.add(at, reasonOf(failure));
      return otherwise;
    }
  };
  const users: NewAccount[] = [];
  for (const [index, { user, role, password }] of read.users.entries()) {
    const at = ["users", index];
    if (users.some((other) => other.user.toLowerCase() === user.toLowerCase()))
      faults.add([...at, "user"], `${user} is asked for twice; keep one of them`);
    const account = { user, role, password: await open(password, [...at, "password"]) };
    if (account.password) await orFault(undefined, at, () => checkNewAccount(account));
    users.push(account);
  }
  const given = read.wall?.password && (await open(read.wall.password, ["wall", "password"]));
  if (given) await orFault(undefined, ["wall", "password"], () => checkSecret(given));
  if (faults.any) return refuse(faults.all().map(formatFault));
  return {
    accounts: inFolder(read.accounts),
    config: inFolder(read.config),
    users,
    wall: read.wall && { password: given, to: inFolder(read.wall.sealed_to) },
    secretFiles,
  };
}

function refuse(faults: readonly string[]): never {
  throw new ExpectedError(faults.join("\n"));
}
