import { readFile } from "node:fs/promises";
import { z } from "zod";
import { writeFileAtomically } from "../atomic-file.ts";
import { ExpectedError, reasonOf } from "../expected-error.ts";
import { type Role, role } from "../protocol/messages.ts";
import { firstIssue } from "../protocol/parse.ts";
import { hashPassword, nobodysHash, verifyPassword } from "./password.ts";

const userName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u, {
  error:
    "a user name has 1 to 64 letters, digits, dots, dashes, underscores or at signs, and starts with a letter or digit",
});
const account = z.strictObject({ user: userName, role, password: z.string().startsWith("scrypt$") });
const accountsFile = z.strictObject({ version: z.literal(1), accounts: z.array(account).max(10_000) });
type Accounts = z.infer<typeof accountsFile>["accounts"];

export interface NewAccount {
  user: string;
  role: Role;
  /** At least 8 characters, at most 1024. */
  password: string;
}

/** Creates or replaces an account in the file, which is created where it does not exist. Throws ExpectedError. */
export async function provisionAccount(file: string, { user, role, password }: NewAccount): Promise<void> {
  const name = userName.safeParse(user);
  if (!name.success) throw new ExpectedError(firstIssue(name.error, `the user ${JSON.stringify(user)}`));
  if (password.length < 8 || password.length > 1024) {
    throw new ExpectedError(`the password has ${password.length} characters; it needs 8 to 1024`);
  }
  const others = (await readAccounts(file)).filter((account) => account.user !== user);
  const accounts = [...others, { user, role, password: await hashPassword(password) }];
  await writeFileAtomically(file, `${JSON.stringify({ version: 1, accounts }, null, 2)}\n`);
}

/** The account's user and role where the password is right. A file that cannot be read throws ExpectedError. */
export async function verifyAccount(
  file: string,
  credentials: { username: string; password: string },
): Promise<{ user: string; role: Role } | undefined> {
  const found = (await readAccounts(file)).find(({ user }) => user === credentials.username);
  const right = await verifyPassword(credentials.password, found?.password ?? nobodysHash);
  return found && right ? { user: found.user, role: found.role } : undefined;
}

/** Read anew each time: it is small, and `provision` may run beside a server. */
async function readAccounts(file: string): Promise<Accounts> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (failure) {
    if (failure instanceof Error && "code" in failure && failure.code === "ENOENT") return [];
    throw new ExpectedError(`${file} cannot be read: ${reasonOf(failure)}`);
  }
  const hint = "restore it from a backup, or delete it and provision the accounts again";
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ExpectedError(`${file} is not JSON; ${hint}`);
  }
  const result = accountsFile.safeParse(json);
  if (!result.success) throw new ExpectedError(`${file}: ${firstIssue(result.error, "the whole")}; ${hint}`);
  return result.data.accounts;
}
