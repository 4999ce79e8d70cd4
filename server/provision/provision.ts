import { stat } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { modeWords, worldMayRead } from "../doctor/modes.ts";
import { ExpectedError } from "../expected-error.ts";
import { role } from "../protocol/messages.ts";
import { defaultAccountsFile } from "../state-folder.ts";
import { readAnswers } from "./answers.ts";
import { carryOut } from "./carry-out.ts";
import type { FindPlace } from "./credential-place.ts";
import { askPlan } from "./interview.ts";
import { findSystemdPlace } from "./systemd-place.ts";
import { Terminal } from "./terminal.ts";

/** What only the kiosk's program has more of. */
export interface ProvisionTools {
  findPlace: FindPlace;
  doctor(args: string[]): Promise<number>;
}

const ownTools: ProvisionTools = {
  findPlace: findSystemdPlace,
  doctor: async (args) => (await import("../doctor/doctor.ts")).doctor(args),
};

interface Options {
  accounts: string | undefined;
  allowPlain: boolean;
  endSessions: boolean;
  noDoctor: boolean;
}

/** `nocturne provision`: by an answers file, by arguments, or by questions on a terminal. Answers with the exit code. */
export async function provision(args: string[], tools: ProvisionTools = ownTools): Promise<number> {
  const [word, flag] = [{ type: "string" }, { type: "boolean" }] as const;
  const { values } = parseArgs({
    args,
    options: {
      accounts: word,
      answers: word,
      user: word,
      role: word,
      "password-stdin": flag,
      "end-sessions": flag,
      "allow-plain-credential": flag,
      "no-doctor": flag,
    },
  });
  const options: Options = {
    accounts: values.accounts,
    allowPlain: values["allow-plain-credential"] === true,
    endSessions: values["end-sessions"] === true,
    noDoctor: values["no-doctor"] === true,
  };
  const { answers, user, role: as, "password-stdin": fromStdin } = values;
  const isByArguments = user !== undefined || as !== undefined || fromStdin === true;
  if (answers !== undefined) {
    if (isByArguments)
      throw new ExpectedError("--answers says who and as what: leave out --user, --role and --password-stdin");
    return byAnswers(answers, options, tools);
  }
  return isByArguments ? byArguments({ user, as, fromStdin }, options) : byQuestions(options, tools);
}

async function byAnswers(file: string, options: Options, { findPlace, doctor }: ProvisionTools): Promise<number> {
  const answers = await readAnswers(file);
  for (const read of [file, ...answers.secretFiles]) await tellOfOthers(read);
  const accounts = options.accounts ?? answers.accounts ?? defaultAccountsFile();
  const { endSessions, allowPlain } = options;
  const place = answers.wall && (await findPlace({ to: answers.wall.to, allowPlain }));
  const wall = place && { place, password: answers.wall?.password };
  tell(await carryOut({ accounts, users: answers.users, endSessions, ...(wall && { wall }) }));
  if (options.noDoctor) return 0;
  process.stdout.write("\n");
  const config = answers.config === undefined ? [] : ["--config", answers.config];
  return doctor(["--accounts", accounts, ...config]);
}

async function byArguments(
  { user, as, fromStdin }: { user: string | undefined; as: string | undefined; fromStdin: boolean | undefined },
  { accounts = defaultAccountsFile(), endSessions }: Options,
): Promise<number> {
  const wanted = role.safeParse(as);
  if (!user) throw new ExpectedError("--user is missing: the name to sign in with");
  if (!wanted.success) throw new ExpectedError("--role must be wall, operator or admin");
  if (!fromStdin) {
    throw new ExpectedError(
      "give the password on standard input, with --password-stdin: an argument could be read by others",
    );
  }
  if (process.stdin.isTTY) process.stderr.write("password: ");
  const password = (await text(process.stdin)).replace(/\r?\n$/, "");
  return tell(await carryOut({ accounts, users: [{ user, role: wanted.data, password }], endSessions }));
}

async function byQuestions(
  { accounts = defaultAccountsFile(), ...options }: Options,
  tools: ProvisionTools,
): Promise<number> {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY) {
    throw new ExpectedError(
      "standard input is no terminal, so nobody can be asked; name an answers file (--answers FILE), or give --user, --role and --password-stdin",
    );
  }
  using terminal = new Terminal(stdin, stdout);
  const plan = await askPlan(terminal, accounts, () =>
    tools.findPlace({ to: undefined, allowPlain: options.allowPlain }),
  );
  return tell(await carryOut({ ...plan, endSessions: options.endSessions }));
}

function tell(lines: readonly string[]): number {
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
  return 0;
}

/** Windows keeps others out by the folder, and its modes say nothing. */
async function tellOfOthers(file: string): Promise<void> {
  const stats = process.platform === "win32" ? undefined : await stat(file).catch(() => undefined);
  if (!stats || !worldMayRead(stats)) return;
  process.stderr.write(`${file} is open to every user of this machine (${modeWords(stats)}): chmod o= ${file}\n`);
}
