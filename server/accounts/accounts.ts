import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import { ExpectedError, reasonOf } from "../expected-error.ts";
import { type Content, watchContent } from "../file-content.ts";
import type { Lifetime } from "../lifetime.ts";
import type { AccountChange } from "../protocol/accounts.ts";
import type { Role } from "../protocol/messages.ts";
import { firstIssue } from "../protocol/parse.ts";
import {
  type Account,
  changeAccounts,
  parseAccounts,
  readAccounts,
  readAccountsFile,
  stampOf,
  userName,
} from "./accounts-file.ts";
import { changeAccount, checkSecret, type MadeSecret } from "./change-account.ts";
import { hashPassword, isOutdated, nobodysHash, verifyPassword } from "./password.ts";

export interface NewAccount {
  user: string;
  role: Role;
  /** At least 8 characters, at most 1024. */
  password: string;
}

export interface Credentials {
  username: string;
  password: string;
}

/** Whom a password has proven. */
export interface Proven {
  user: string;
  role: Role;
  stamp: string;
}

/** The same for one account. */
export async function provisionAccount(file: string, account: NewAccount): Promise<void> {
  await provisionAccounts(file, [account]);
}

/**
 * Creates or replaces accounts in the file, all of them or none; it is created where it does not exist. Answers with the
 * users whose accounts have changed. Their sessions end, but for a wall's, which go on under its new password unless
 * they are to end. Throws ExpectedError.
 */
export async function provisionAccounts(
  file: string,
  wanted: readonly NewAccount[],
  { endSessions = false } = {},
): Promise<string[]> {
  for (const account of wanted) checkNewAccount(account);
  const before = await readAccounts(file);
  const made: Account[] = [];
  for (const { user, role, password } of wanted) {
    const old = before.find((account) => account.user === user);
    if (!(await isAlready(old, { role, password }))) made.push({ user, role, ...(await makeSecret(password)) });
  }
  if (made.length === 0) return [];
  await changeAccounts(file, (accounts) => {
    const others = accounts.filter(({ user }) => made.every((account) => account.user !== user));
    const placed = made.map((account) => {
      const old = accounts.find(({ user }) => user === account.user);
      const goesOn = !endSessions && old?.disabled !== true && old?.role === "wall" && account.role === "wall";
      return goesOn ? { ...account, stamp: stampOf(old) } : account;
    });
    return [...others, ...placed];
  });
  return made.map(({ user }) => user);
}

/** Throws ExpectedError for a name or a password that is outside the rules. */
export function checkNewAccount({ user, password }: NewAccount): void {
  const name = userName.safeParse(user);
  if (!name.success) throw new ExpectedError(firstIssue(name.error, `the user ${JSON.stringify(user)}`));
  checkSecret(password);
}

async function isAlready(old: Account | undefined, { role, password }: Omit<NewAccount, "user">): Promise<boolean> {
  return (
    old?.role === role &&
    old.disabled !== true &&
    !isOutdated(old.password) &&
    (await verifyPassword(password, old.password))
  );
}

async function makeSecret(secret: string): Promise<MadeSecret> {
  return { password: await hashPassword(secret), stamp: newStamp() };
}

function newStamp(): string {
  return randomBytes(12).toString("base64url");
}

export interface Accounts {
  /** Whose password it is, if it is one. A file that cannot be read throws ExpectedError. */
  verify(credentials: Credentials): Promise<Proven | undefined>;
  /** Whether the account is still what it was when this stamp was taken. */
  isCurrent(user: string, stamp: string): boolean;
  /** Without their hashes. Throws ExpectedError where the file cannot be read. */
  list(): Promise<Pick<Account, "user" | "role" | "disabled">[]>;
  /** What it ends has ended when this resolves. Throws ExpectedError where a rule forbids it. */
  change(change: AccountChange): Promise<void>;
}

export interface AccountsOptions {
  lifetime: Lifetime;
  log: Logger;
  /** These accounts were changed or removed. */
  onChange(users: string[]): void;
}

/**
 * Knows the accounts as the file has them, and tells when one was changed or removed. A file that is broken or gone
 * changes nothing: sessions go on by what was last known, and only new logins wait for it.
 */
export async function openAccounts(file: string, { lifetime, log, onChange }: AccountsOptions): Promise<Accounts> {
  let stamps = new Map<string, string>();
  const learn = (accounts: Account[]) => {
    const enabled = accounts.filter(({ disabled }) => disabled !== true);
    const next = new Map(enabled.map((account) => [account.user, stampOf(account)]));
    const changed = [...stamps].filter(([user, stamp]) => next.get(user) !== stamp).map(([user]) => user);
    stamps = next;
    for (const user of changed) log.info({ audit: "account-changed", user }, "an account was changed or removed");
    if (changed.length > 0) onChange(changed);
  };
  const take = (content: Content) => {
    try {
      learn(parseAccounts(content, file));
    } catch (failure) {
      log.warn({ reason: reasonOf(failure) }, "accounts are as last known");
    }
  };
  const first = await readAccountsFile(file);
  if ("bytes" in first) take(first);
  watchContent({ read: () => readAccountsFile(file), first, onChange: take }, lifetime);
  return {
    isCurrent: (user, stamp) => stamps.get(user) === stamp,
    async verify({ username, password }) {
      // Read anew each time: it is small, and `provision` may just have run beside this server.
      const accounts = await readAccounts(file);
      if (accounts.length > 0) learn(accounts);
      const found = accounts.find(({ user }) => user === username);
      const right = await verifyPassword(password, found?.password ?? nobodysHash);
      const isNext = !right && found?.next !== undefined && (await verifyPassword(password, found.next));
      if (!found || found.disabled === true || !(right || isNext)) return undefined;
      if (right && isOutdated(found.password))
        await hashAnew(file, found, password).catch((failure: unknown) => {
          log.warn({ reason: reasonOf(failure), user: username }, "the password stays hashed with yesterday's effort");
        });
      return { user: found.user, role: found.role, stamp: stampOf(found) };
    },
    list: async () => (await readAccounts(file)).map(({ password: _, stamp: __, ...account }) => account),
    async change(change) {
      const secret = "secret" in change ? change.secret : undefined;
      if (secret !== undefined) checkSecret(secret);
      const made = secret === undefined ? { password: "", stamp: newStamp() } : await makeSecret(secret);
      await changeAccounts(file, (accounts) => changeAccount(accounts, change, made));
      learn(await readAccounts(file));
    },
  };
}

/** The same password, hashed with today's effort. Its sessions go on. */
async function hashAnew(file: string, old: Account, password: string): Promise<void> {
  const renewed = { ...old, password: await hashPassword(password), stamp: stampOf(old) };
  await changeAccounts(file, (accounts) =>
    accounts.map((account) => (account.user === old.user && account.password === old.password ? renewed : account)),
  );
}
