import { homedir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { provisionAccount } from "./accounts/accounts.ts";
import { configJsonSchema } from "./config/json-schema.ts";
import { checkConfig } from "./config/load.ts";
import { ExpectedError } from "./expected-error.ts";
import { createLog } from "./log.ts";
import { LogRing } from "./log-ring.ts";
import { role } from "./protocol/messages.ts";
import { startServer } from "./start-server.ts";
import { version } from "./version.ts";

/** Browsers keep it as a bookmark, so it should be the same each time. */
const defaultPort = 7400;

const usage = `nocturne ${version}
  nocturne serve [--config F] [--host H] [--port N] [--accounts F]
  nocturne provision [--accounts F] --user U --role wall|operator|admin --password-stdin
  nocturne check-config F
  nocturne schema                the configuration's JSON Schema, for editors
`;

/** Each command answers with the exit code. */
const commands: Record<string, (args: string[]) => Promise<number>> = {
  serve,
  provision,
  "check-config": check,
  schema: async () => print(`${JSON.stringify(configJsonSchema(), null, 2)}\n`),
};

export const commandNames: readonly string[] = Object.keys(commands);

/** Runs one command of `nocturne`. What a person can mend is told on standard error, and ends in 1. */
export async function runCli([name = "", ...args]: string[]): Promise<number> {
  const command = commands[name];
  if (!command) {
    process.stderr.write(name && name !== "--help" ? `there is no command "${name}"\n${usage}` : usage);
    return name === "--help" ? 0 : 1;
  }
  try {
    return await command(args);
  } catch (failure) {
    const badArguments =
      failure instanceof TypeError && "code" in failure && String(failure.code).startsWith("ERR_PARSE_ARGS");
    if (!(failure instanceof ExpectedError) && !badArguments) throw failure;
    process.stderr.write(`${failure.message}\n`);
    return 1;
  }
}

async function serve(args: string[]): Promise<number> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ args, options: { config: text, host: text, port: text, accounts: text } });
  const ring = new LogRing();
  const log = createLog(ring);
  const server = await startServer({
    config: values.config,
    accounts: values.accounts ?? defaultAccountsFile(),
    host: values.host,
    port: values.port === undefined ? undefined : readPort(values.port),
    defaultPort,
    assets: fileURLToPath(new URL("../renderer", import.meta.url)),
    log,
    recentLog: () => ring.lines(),
  });
  // Before the line is printed: whoever reads it may end us at once.
  const told = new Promise<string>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve(signal));
  });
  print(`${JSON.stringify({ listening: server.url, pid: process.pid })}\n`);
  log.info({ signal: await told }, "stops");
  await server.stop();
  return 0;
}

async function provision(args: string[]): Promise<number> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: { accounts: text, user: text, role: text, "password-stdin": { type: "boolean" } },
  });
  const wanted = role.safeParse(values.role);
  if (!values.user) throw new ExpectedError("--user is missing: the name to sign in with");
  if (!wanted.success) throw new ExpectedError("--role must be wall, operator or admin");
  if (!values["password-stdin"]) {
    throw new ExpectedError(
      "give the password on standard input, with --password-stdin: an argument could be read by others",
    );
  }
  const accounts = values.accounts ?? defaultAccountsFile();
  const password = (await readStdin()).replace(/\r?\n$/, "");
  await provisionAccount(accounts, { user: values.user, role: wanted.data, password });
  return print(`${values.user} may sign in as ${wanted.data}; written to ${accounts}\n`);
}

async function check(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [file] = positionals;
  if (!file || positionals.length > 1) throw new ExpectedError("name one file: nocturne check-config wall.yaml");
  const faults = await checkConfig(file);
  for (const fault of faults) print(`${fault}\n`);
  return faults.length > 0 ? 1 : 0;
}

/** Where accounts are kept unless another file is named: this user's state folder. */
export function defaultAccountsFile(env: NodeJS.ProcessEnv = process.env): string {
  const state = env["XDG_STATE_HOME"] ?? env["LOCALAPPDATA"] ?? join(homedir(), ".local", "state");
  return env["NOCTURNE_ACCOUNTS"] ?? join(state, "nocturne", "accounts.json");
}

function readPort(value: string): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ExpectedError(`--port ${value} is not a port; it needs a whole number from 0 (any free port) to 65535`);
}

function readStdin(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write("password: ");
  return text(process.stdin);
}

function print(words: string): number {
  process.stdout.write(words);
  return 0;
}
