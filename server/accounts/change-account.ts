import { ExpectedError } from "../expected-error.ts";
import type { AccountChange } from "../protocol/accounts.ts";
import { firstIssue } from "../protocol/parse.ts";
import { type Account, stampOf, userName } from "./accounts-file.ts";

/** The account that a kiosk signs its own wall in with. */
export const wallsOwn = "wall";

/** What an account gets anew with its secret. */
export interface MadeSecret {
  /** The hash. */
  password: string;
  stamp: string;
}

/**
 * The accounts after a change; `made` is what a new secret was made into. Throws ExpectedError where a rule forbids it:
 * an administrator who can sign in is always left, and so is the wall's own account.
 */
export function changeAccount(accounts: readonly Account[], change: AccountChange, made: MadeSecret): Account[] {
  const changed = carryOut(accounts, change, made);
  if (accounts.some(isAdmin) && !changed.some(isAdmin))
    throw new ExpectedError(`${change.user} is the last administrator; make another one first`);
  return changed;
}

function carryOut(accounts: readonly Account[], change: AccountChange, made: MadeSecret): Account[] {
  const { user } = change;
  if (change.type === "add") return [...accounts, added(accounts, change, made)];
  const found = accounts.find((account) => account.user === user);
  if (!found) throw new ExpectedError(`there is no account ${user}; it may have been removed meanwhile`);
  const replaced = (account: Account) => accounts.map((one) => (one === found ? account : one));
  switch (change.type) {
    case "secret": {
      const keepsSessions = found.role === "wall" && change.endSessions !== true;
      return replaced({ ...found, password: made.password, stamp: keepsSessions ? stampOf(found) : made.stamp });
    }
    case "role":
      refuseForWall(user, "keeps its role");
      return replaced({ ...found, role: change.role, stamp: made.stamp });
    case "disable":
      refuseForWall(user, "cannot be disabled; give it a new secret to sign out who knows the old one");
      return replaced({ ...found, disabled: true });
    case "enable":
      return replaced({ ...found, disabled: false, stamp: made.stamp });
    case "remove":
      refuseForWall(user, "cannot be removed; give it a new secret to sign out who knows the old one");
      return accounts.filter((one) => one !== found);
  }
}

function added(
  accounts: readonly Account[],
  { user, role }: { user: string; role: Account["role"] },
  made: MadeSecret,
): Account {
  const name = userName.safeParse(user);
  if (!name.success) throw new ExpectedError(firstIssue(name.error, `the user ${JSON.stringify(user)}`));
  const same = accounts.find((account) => account.user.toLowerCase() === user.toLowerCase());
  if (same) throw new ExpectedError(`there is already an account ${same.user}; choose another name`);
  return { user, role, ...made };
}

function refuseForWall(user: string, words: string): void {
  if (user === wallsOwn) throw new ExpectedError(`${user} is the wall's own account and ${words}`);
}

export function isAdmin({ role, disabled }: Account): boolean {
  return role === "admin" && disabled !== true;
}

/** Throws ExpectedError for a secret that is too short or too long. */
export function checkSecret({ length }: string): void {
  if (length < 8 || length > 1024) throw new ExpectedError(`the password has ${length} characters; it needs 8 to 1024`);
}
