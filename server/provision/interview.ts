import { randomInt } from "node:crypto";
import { readAccounts, userName } from "../accounts/accounts-file.ts";
import { checkSecret, isAdmin } from "../accounts/change-account.ts";
import { ExpectedError } from "../expected-error.ts";
import { type Role, role } from "../protocol/messages.ts";
import { firstIssue } from "../protocol/parse.ts";
import type { Plan } from "./carry-out.ts";
import type { CredentialPlace } from "./credential-place.ts";
import type { Terminal } from "./terminal.ts";

/** Without what is mistaken for something else when it is read from a screen and typed. */
const letters = "abcdefghjkmnpqrstuvwxyz23456789";
const madeLength = 20;

/** Asks what is to be provisioned. Nothing is changed meanwhile. Throws ExpectedError, also where somebody leaves. */
export async function askPlan(
  terminal: Terminal,
  accounts: string,
  findPlace: () => Promise<CredentialPlace>,
): Promise<Plan> {
  const known = await readAccounts(accounts);
  terminal.say(`Accounts: ${accounts}. Ctrl-C leaves all as it is.`);
  terminal.say("  1  an account for somebody who operates the wall");
  terminal.say("  2  this wall's own credential, sealed to this machine");
  const choice = await terminal.ask({ text: "What is wanted", otherwise: "1", read: oneOf(["1", "2"]) });
  if (choice === "2") return { accounts, users: [], wall: { place: await findPlace(), password: undefined } };

  const isFirst = !known.some(isAdmin);
  const user = await terminal.ask({ text: "User name", ...(isFirst && { otherwise: "admin" }), read: readUser });
  if (known.some((account) => account.user === user)) terminal.say(`  ${user} is there already, and will be replaced`);
  terminal.say("  wall: reads · operator: alarms, pages, sound, diagnostics · admin: everything");
  const wanted = await terminal.ask<Role>({
    text: "Role",
    otherwise: isFirst ? "admin" : "operator",
    read: (answer) => role.parse(oneOf(role.options)(answer)),
  });
  return { accounts, users: [{ user, role: wanted, password: await askPassword(terminal) }] };
}

async function askPassword(terminal: Terminal): Promise<string> {
  for (;;) {
    const first = await terminal.ask({
      text: "Password, 8 characters or more; Enter alone makes one",
      isSecret: true,
      read: (answer) => {
        if (answer) checkSecret(answer);
        return answer;
      },
    });
    if (!first) {
      const made = Array.from({ length: madeLength }, () => letters[randomInt(letters.length)]).join("");
      terminal.say(`  It is ${made}, and is shown this once.`);
      return made;
    }
    const second = await terminal.ask({ text: "The same again", isSecret: true, read: (answer) => answer });
    if (first === second) return first;
    terminal.say("  the two are not the same; begin again");
  }
}

function readUser(answer: string): string {
  const name = userName.safeParse(answer);
  if (name.success) return name.data;
  throw new ExpectedError(firstIssue(name.error, JSON.stringify(answer)));
}

function oneOf(allowed: readonly string[]): (answer: string) => string {
  return (answer) => {
    if (allowed.includes(answer)) return answer;
    throw new ExpectedError(`${JSON.stringify(answer)} is none of ${allowed.join(", ")}`);
  };
}
