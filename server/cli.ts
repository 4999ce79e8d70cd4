import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { configJsonSchema } from "./config/json-schema.ts";
import { checkConfig } from "./config/load.ts";
import { ExpectedError } from "./expected-error.ts";
import { createLog, logFolder } from "./log.ts";
import { LogRing } from "./log-ring.ts";
import { startServer } from "./start-server.ts";
import { defaultAccountsFile } from "./state-folder.ts";
import { version } from "./version.ts";

/** Browsers keep it as a bookmark, so it should be the same each time. */
const defaultPort = 7400;

const usage = `nocturne ${version}
  nocturne serve [--config F] [--host H] [--port N] [--accounts F] [--log-folder D]
  nocturne provision [--accounts F]   asks what it needs, on a terminal
  nocturne provision [--accounts F] --user U --role wall|operator|admin --password-stdin [--end-sessions]
  nocturne provision [--accounts F] --answers F [--end-sessions] [--allow-plain-credential] [--no-doctor]
  nocturne check-config F
  nocturne doctor [--config F] [--accounts F] [--log-folder D] [--ntp HOST] [--json]
  nocturne update [--config F] [--accounts F] [--list F] [--state D] [--server-only]   on Linux, by a timer
  nocturne schema                the configuration's JSON Schema, for editors
`;

/** Answers with the exit code. */
type Command = (args: string[]) => Promise<number>;

const commands: Record<string, Command> = {
  serve,
  // These three are loaded when they are asked for: no start of a wall needs them.
  provision: async (args) => (await import("./provision/provision.ts")).provision(args),
  doctor: async (args) => (await import("./doctor/doctor.ts")).doctor(args),
  update: async (args) => (await import("./updates/update.ts")).update(args),
  "check-config": check,
  schema: async () => print(`${JSON.stringify(configJsonSchema(), null, 2)}\n`),
};

export const commandNames: readonly string[] = Object.keys(commands);

/**
 * Runs one command of `nocturne`. What a person can mend is told on standard error, and ends in 1.
 * @param own what the kiosk's program does in place of commands of the same name
 */
export async function runCli([name = "", ...args]: string[], own: Record<string, Command> = {}): Promise<number> {
  const command = own[name] ?? commands[name];
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
  const options = { config: text, host: text, port: text, accounts: text, "log-folder": text };
  const { values } = parseArgs({ args, options });
  const ring = new LogRing();
  const log = createLog({ folder: logFolder(values["log-folder"]), ring });
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

async function check(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [file] = positionals;
  if (!file || positionals.length > 1) throw new ExpectedError("name one file: nocturne check-config wall.yaml");
  const faults = await checkConfig(file);
  for (const fault of faults) print(`${fault}\n`);
  return faults.length > 0 ? 1 : 0;
}

function readPort(value: string): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ExpectedError(`--port ${value} is not a port; it needs a whole number from 0 (any free port) to 65535`);
}

function print(words: string): number {
  process.stdout.write(words);
  return 0;
}
