import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Account } from "../../server/accounts/accounts-file.ts";
import { changeAccount } from "../../server/accounts/change-account.ts";
import type { AccountChange } from "../../server/protocol/accounts.ts";

const made = { password: "scrypt$new", stamp: "new" };
const account = (user: string, role: Account["role"], more: Partial<Account> = {}): Account => ({
  user,
  role,
  password: "scrypt$old",
  stamp: "old",
  ...more,
});
const accounts = [account("wall", "wall"), account("ada", "operator"), account("grace", "admin")];
const find = (list: readonly Account[], user: string) => list.find((one) => one.user === user);

test("[AD2] an account is added, disabled, enabled, given a role and a secret, and removed", () => {
  expect(
    find(changeAccount(accounts, { type: "add", user: "ben", role: "operator", secret: "x" }, made), "ben"),
  ).toEqual({
    user: "ben",
    role: "operator",
    ...made,
  });
  const disabled = changeAccount(accounts, { type: "disable", user: "ada" }, made);
  expect(find(disabled, "ada")).toMatchObject({ disabled: true });
  // Who was signed in before it was disabled is not again.
  expect(find(changeAccount(disabled, { type: "enable", user: "ada" }, made), "ada")).toMatchObject({
    disabled: false,
    stamp: "new",
  });
  expect(find(changeAccount(accounts, { type: "role", user: "ada", role: "admin" }, made), "ada")).toMatchObject({
    role: "admin",
    stamp: "new",
  });
  expect(find(changeAccount(accounts, { type: "secret", user: "ada", secret: "x" }, made), "ada")).toMatchObject(made);
  expect(changeAccount(accounts, { type: "remove", user: "ada" }, made)).toHaveLength(2);
});

test.each<[AccountChange, string]>([
  [{ type: "remove", user: "grace" }, "the last administrator"],
  [{ type: "disable", user: "grace" }, "the last administrator"],
  [{ type: "role", user: "grace", role: "operator" }, "the last administrator"],
  [{ type: "remove", user: "wall" }, "the wall's own account and cannot be removed"],
  [{ type: "disable", user: "wall" }, "the wall's own account and cannot be disabled"],
  [{ type: "role", user: "wall", role: "admin" }, "the wall's own account and keeps its role"],
  [{ type: "remove", user: "nobody" }, "there is no account nobody"],
  [{ type: "add", user: "ADA", role: "wall", secret: "x" }, "there is already an account ada"],
  [{ type: "add", user: "a b", role: "wall", secret: "x" }, "a user name has 1 to 64"],
])("[AD3] %j is refused in words", (change, words) => {
  expect(() => changeAccount(accounts, change, made)).toThrow(words);
});

test("[AD3] a disabled administrator is none that is left", () => {
  const two = [...accounts, account("eve", "admin", { disabled: true })];
  expect(() => changeAccount(two, { type: "remove", user: "grace" }, made)).toThrow("the last administrator");
  expect(changeAccount(two, { type: "remove", user: "eve" }, made)).toHaveLength(3);
});

test("[AD4] a wall's sessions go on under its new secret, unless they are to end", () => {
  const change = { type: "secret", user: "wall", secret: "x" } as const;
  expect(find(changeAccount(accounts, change, made), "wall")).toMatchObject({ password: "scrypt$new", stamp: "old" });
  expect(find(changeAccount(accounts, { ...change, endSessions: true }, made), "wall")).toMatchObject(made);
});

test("[AD3] no sequence of changes leaves nobody to administer, or no account for the wall", () => {
  const user = fc.constantFrom("wall", "ada", "grace", "ben", "eve");
  const role = fc.constantFrom("wall", "operator", "admin");
  const change: fc.Arbitrary<AccountChange> = fc.oneof(
    fc.record({ type: fc.constant("add"), user, role, secret: fc.constant("x") }),
    fc.record({ type: fc.constant("role"), user, role }),
    fc.record({ type: fc.constantFrom("disable", "enable", "remove"), user }),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      let present = accounts;
      for (const each of changes) {
        try {
          present = changeAccount(present, each, made);
        } catch {
          // Refused, and nothing was changed.
        }
      }
      expect(present.some((one) => one.role === "admin" && !one.disabled)).toBe(true);
      expect(find(present, "wall")).toMatchObject({ role: "wall" });
      expect(find(present, "wall")?.disabled).not.toBe(true);
    }),
  );
});
