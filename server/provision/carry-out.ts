import { type NewAccount, provisionAccounts } from "../accounts/accounts.ts";
import { readAccounts } from "../accounts/accounts-file.ts";
import { isAdmin } from "../accounts/change-account.ts";
import { newPassword } from "../accounts/password.ts";
import { ExpectedError } from "../expected-error.ts";
import type { CredentialPlace } from "./credential-place.ts";

/** What is to be provisioned. */
export interface Plan {
  /** The accounts file. */
  accounts: string;
  users: NewAccount[];
  /** A wall's sessions end too when its account gets another password. */
  endSessions?: boolean;
  /** The wall's own credential; without a password one is made, unless one is there. */
  wall?: { place: CredentialPlace; password: string | undefined };
}

/** Does all of it or nothing, and answers with what was done, a line each. What is so already stays. Throws ExpectedError. */
export async function carryOut({ accounts, users, endSessions, wall }: Plan): Promise<string[]> {
  await checkAdminIsLeft(accounts, users);
  const kept = wall && (await wall.place.read());
  const isKept = kept !== undefined && (wall?.password === undefined || wall.password === kept);
  const takeBack = wall && !isKept ? await wall.place.write(wall.password ?? newPassword()) : undefined;
  let changed: string[];
  try {
    changed = await provisionAccounts(accounts, users, { endSessions: endSessions === true });
  } catch (failure) {
    await takeBack?.();
    throw failure;
  }
  const told = users.map(({ user, role }) =>
    changed.includes(user) ? `${user} may sign in as ${role}; written to ${accounts}` : `${user} is as it was`,
  );
  if (!wall) return told;
  const { words } = wall.place;
  return [
    ...told,
    isKept
      ? `the wall's credential is as it was: ${words}`
      : `the wall's credential is new: ${words}; the wall uses it from its next start`,
  ];
}

/** An administrator who can sign in is always left. */
async function checkAdminIsLeft(file: string, users: readonly NewAccount[]): Promise<void> {
  const before = await readAccounts(file);
  const others = before.filter(({ user }) => users.every((one) => one.user !== user));
  if (!before.some(isAdmin) || [...others, ...users].some(isAdmin)) return;
  throw new ExpectedError(`nobody would be left in ${file} who is an administrator; make another one first`);
}
