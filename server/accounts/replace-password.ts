import { ExpectedError } from "../expected-error.ts";
import { type Account, changeAccounts, readAccounts, stampOf } from "./accounts-file.ts";
import { hashPassword, verifyPassword } from "./password.ts";

/** Whose password is replaced, in which file. */
export interface Place {
  file: string;
  user: string;
}

/**
 * Makes a second password right beside the present one, until one of them is settled for. The account stays what it is:
 * its sessions go on. Throws ExpectedError.
 */
export async function offerPassword({ file, user }: Place, password: string): Promise<void> {
  const next = await hashPassword(password);
  await changeAccount({ file, user }, (account) => ({ ...account, next }));
}

/** Whether the file, as it lies on the disk, knows this password. Throws ExpectedError. */
export async function knowsPassword({ file, user }: Place, password: string): Promise<boolean> {
  const account = (await readAccounts(file)).find((one) => one.user === user);
  if (!account) return false;
  if (await verifyPassword(password, account.password)) return true;
  return account.next !== undefined && (await verifyPassword(password, account.next));
}

/** Of two passwords only this one is right from now on. Where there are not two, nothing is done. Throws ExpectedError. */
export async function settlePassword({ file, user }: Place, password: string): Promise<void> {
  const { next } = (await readAccounts(file)).find((one) => one.user === user) ?? {};
  if (next === undefined) return;
  const isNext = await verifyPassword(password, next);
  await changeAccount({ file, user }, (account) => {
    // Another process has changed it meanwhile: then this is no longer ours to settle.
    if (account.next !== next) return account;
    const { next: _, ...rest } = account;
    return isNext ? { ...rest, password: next } : rest;
  });
}

async function changeAccount({ file, user }: Place, change: (account: Account) => Account): Promise<void> {
  await changeAccounts(file, (accounts) => {
    const found = accounts.find((account) => account.user === user);
    if (!found) throw new ExpectedError(`there is no account ${user} in ${file}`);
    // Sessions know the account by its stamp, which must not follow the password.
    const changed = change({ ...found, stamp: stampOf(found) });
    return accounts.map((account) => (account === found ? changed : account));
  });
}
